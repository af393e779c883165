<?php
// WordPress 6.1 under PHP 8 logs deprecations of its own; what is left in the log is ours.
error_reporting(E_ALL & ~E_DEPRECATED);

// The site's own types and taxonomies, shown in REST as a plugin would show them.

const AIMF_TYPES = [
    // type => [plural, singular, archive]
    'actions' => ['Actions', 'Action', 'nos-projets/toutes'],
    'actualite' => ['Actualités', 'Actualité', 'toutes-nos-actualites'],
    'evenement' => ['Évènements', 'Évènement', 'evenement'],
    'document' => ['Publications & Réflexions', 'Publication', 'nos-publications'],
];
const AIMF_TAXONOMIES = [
    'nos-themes' => 'Thèmes',
    'pays' => 'Pays',
    'region' => 'Régions',
    'types-d-article' => 'Types d’article',
];

add_action('init', function () {
    foreach (AIMF_TAXONOMIES as $name => $label) {
        register_taxonomy($name, array_keys(AIMF_TYPES), [
            'label' => $label,
            'public' => true,
            'hierarchical' => true,
            'show_in_rest' => true,
            'rewrite' => ['slug' => $name, 'with_front' => false],
        ]);
    }
    foreach (AIMF_TYPES as $name => [$plural, $singular, $archive]) {
        register_post_type($name, [
            'labels' => ['name' => $plural, 'singular_name' => $singular],
            'public' => true,
            'has_archive' => $archive,
            'show_in_rest' => true,
            'rest_base' => $name,
            'rewrite' => ['slug' => $name, 'with_front' => false],
            'supports' => ['title', 'editor', 'excerpt', 'thumbnail', 'revisions'],
            'taxonomies' => array_keys(AIMF_TAXONOMIES),
        ]);
    }
});

// Many sites close REST to visitors; the rig switches it with a file.
add_filter('rest_authentication_errors', function ($result) {
    if (is_file(getenv('AIMF_RIG') . '/forbid-rest') && !is_user_logged_in()) {
        return new WP_Error('rest_login_required', 'REST est réservé aux membres.', ['status' => 401]);
    }
    return $result;
});

// The main feed carries the site's own types, not only blog posts.
add_filter('request', function ($vars) {
    if (isset($vars['feed']) && !isset($vars['post_type'])) {
        $vars['post_type'] = array_keys(AIMF_TYPES);
    }
    return $vars;
});
