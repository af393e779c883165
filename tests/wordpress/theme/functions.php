<?php
add_action('after_setup_theme', function () {
    add_theme_support('title-tag');
    add_theme_support('post-thumbnails');
    add_theme_support('automatic-feed-links');
    add_theme_support('html5', ['search-form', 'gallery', 'caption', 'style', 'script']);
});

add_action('wp_enqueue_scripts', fn () => wp_enqueue_style('rig', get_stylesheet_uri(), [], '1'));

// Theme pages show more at once, since they mix three sections.
add_action('pre_get_posts', function (WP_Query $query) {
    if (!is_admin() && $query->is_main_query() && $query->is_tax('nos-themes')) {
        $query->set('posts_per_page', 5);
    }
});

add_action('wp_head', function () {
    if (is_singular()) {
        printf("<meta property=\"og:title\" content=\"%s\">\n", esc_attr(get_the_title()));
        printf("<meta property=\"og:type\" content=\"article\">\n");
        printf("<meta property=\"article:published_time\" content=\"%s\">\n", esc_attr(get_the_date('c')));
        printf("<meta property=\"article:modified_time\" content=\"%s\">\n", esc_attr(get_the_modified_date('c')));
    }
});

/** A card of a listing: title, date, lead that ends in […] where it is cut. */
function rig_card(): void
{
    ?>
    <article <?php post_class('card'); ?>>
        <h3><a href="<?php the_permalink(); ?>"><?php the_title(); ?></a></h3>
        <time datetime="<?php echo esc_attr(get_the_date('c')); ?>"><?php echo esc_html(get_the_date()); ?></time>
        <p><?php echo esc_html(wp_trim_words(get_the_excerpt(), 14, ' […]')); ?></p>
    </article>
    <?php
}

/** A teaser with neither title nor date, as theme pages and "related" show it. */
function rig_teaser(): void
{
    ?>
    <div class="teaser"><a href="<?php the_permalink(); ?>"><?php echo esc_html(wp_trim_words(get_the_excerpt(), 10, '...')); ?></a></div>
    <?php
}
