<?php get_header(); ?>
<p class="breadcrumb"><a href="<?php echo esc_url(home_url('/')); ?>">Accueil</a> /</p>
<h1><?php single_term_title(); ?></h1>
<?php foreach (AIMF_TYPES as $type => [$plural]) : ?>
    <section>
    <h2><?php echo esc_html($plural); ?></h2>
    <?php rewind_posts(); ?>
    <?php while (have_posts()) : the_post(); if (get_post_type() === $type) { rig_teaser(); } endwhile; ?>
    </section>
<?php endforeach; ?>
<?php the_posts_pagination(); ?>
<?php get_footer(); ?>
