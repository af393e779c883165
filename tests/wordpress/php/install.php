<?php
// Creates the database and installs WordPress into it; the content comes by manage.php.
$db = new mysqli('localhost', 'root', '', '', 0, getenv('AIMF_RIG') . '/mariadb.sock');
$db->query('CREATE DATABASE wordpress CHARACTER SET utf8mb4');

define('WP_INSTALLING', true);
require __DIR__ . '/wp-load.php';
require ABSPATH . 'wp-admin/includes/upgrade.php';
wp_install('Les maires francophones', 'admin', 'admin@example.org', true, '', 'admin', 'fr_FR');
foreach (get_posts(['post_type' => ['post', 'page'], 'post_status' => 'any', 'numberposts' => -1]) as $post) {
    wp_delete_post($post->ID, true);  // "Hello world" and its like
}
update_option('permalink_structure', '/%postname%/');
update_option('posts_per_page', 6);
update_option('posts_per_rss', 10);
update_option('timezone_string', 'Europe/Paris');
update_option('date_format', 'j F Y');
