<?php get_header(); ?>
<h1><?php bloginfo('name'); ?></h1>
<p>Chaque année, près de 10 millions d’euros sont investis dans les villes membres.</p>
<?php foreach (AIMF_TYPES as $type => [$plural]) : ?>
    <section>
    <h2><a href="<?php echo esc_url(get_post_type_archive_link($type)); ?>"><?php echo esc_html($plural); ?></a></h2>
    <?php $latest = new WP_Query(['post_type' => $type, 'posts_per_page' => 2, 'has_password' => false]); ?>
    <?php while ($latest->have_posts()) : $latest->the_post(); rig_card(); endwhile; wp_reset_postdata(); ?>
    </section>
<?php endforeach; ?>
<?php get_footer(); ?>
