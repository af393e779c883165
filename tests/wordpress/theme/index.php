<?php get_header(); ?>
<p class="breadcrumb"><a href="<?php echo esc_url(home_url('/')); ?>">Accueil</a> /</p>
<h1><?php echo is_front_page() ? esc_html(get_bloginfo('name')) : wp_kses_post(get_the_archive_title()); ?></h1>
<?php if (have_posts()) : ?>
    <div class="list">
    <?php while (have_posts()) : the_post(); rig_card(); endwhile; ?>
    </div>
    <?php the_posts_pagination(); ?>
<?php else : ?>
    <p>No items found</p>
<?php endif; ?>
<?php get_footer(); ?>
