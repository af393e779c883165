<!doctype html>
<html <?php language_attributes(); ?>>
<head>
<meta charset="<?php bloginfo('charset'); ?>">
<meta name="viewport" content="width=device-width, initial-scale=1">
<?php wp_head(); ?>
</head>
<body <?php body_class(); ?>>
<?php wp_body_open(); ?>
<a class="skip-link screen-reader-text" href="#content">Skip to content</a>
<header>
<a class="logo" href="<?php echo esc_url(home_url('/')); ?>"><?php bloginfo('name'); ?></a>
<nav><ul>
<?php foreach (AIMF_TYPES as $type => [$plural]) : ?>
<li><a href="<?php echo esc_url(get_post_type_archive_link($type)); ?>"><?php echo esc_html($plural); ?></a></li>
<?php endforeach; ?>
<?php foreach (get_terms(['taxonomy' => 'nos-themes']) as $term) : ?>
<li><a href="<?php echo esc_url(get_term_link($term)); ?>"><?php echo esc_html($term->name); ?></a></li>
<?php endforeach; ?>
<li><a href="<?php echo esc_url(home_url('/types-d-article/action-en-cours/')); ?>">Action en cours</a></li>
<li><a href="<?php echo esc_url(home_url('/qui-sommes-nous/')); ?>">Qui sommes-nous ?</a></li>
</ul></nav>
</header>
<main id="content">
