<?php get_header(); the_post(); ?>
<?php $archive = get_post_type_archive_link(get_post_type()); ?>
<p class="breadcrumb"><a href="<?php echo esc_url(home_url('/')); ?>">Accueil</a> /
<?php if ($archive) : ?><a href="<?php echo esc_url($archive); ?>"><?php echo esc_html(AIMF_TYPES[get_post_type()][0] ?? ''); ?></a> /<?php endif; ?></p>
<article <?php post_class(); ?>>
    <h1><?php the_title(); ?></h1>
    <?php if (get_post_type() !== 'page') : ?>
    <time datetime="<?php echo esc_attr(get_the_date('c')); ?>"><?php echo esc_html(get_the_date()); ?></time>
    <?php endif; ?>
    <?php the_post_thumbnail('medium'); ?>
    <div class="entry-content"><?php the_content(); ?></div>
    <?php the_terms(get_the_ID(), 'pays', '<p class="terms">Pays : ', ', ', '</p>'); ?>
    <?php the_terms(get_the_ID(), 'nos-themes', '<p class="terms">Thèmes : ', ', ', '</p>'); ?>
</article>
<?php if (get_post_type() !== 'page') : ?>
<aside>
    <p>Partagez cet article</p>
    <h2>Ces articles pourraient vous intéresser</h2>
    <?php $related = new WP_Query(['post_type' => get_post_type(), 'posts_per_page' => 2, 'post__not_in' => [get_the_ID()], 'has_password' => false]); ?>
    <?php while ($related->have_posts()) : $related->the_post(); rig_teaser(); endwhile; wp_reset_postdata(); ?>
</aside>
<?php endif; ?>
<?php get_footer(); ?>
