<?php
// Carries out a list of orders given as JSON on standard input; prints one result an order.
$_SERVER['REQUEST_METHOD'] = 'GET';
require __DIR__ . '/wp-load.php';
require_once ABSPATH . 'wp-admin/includes/image.php';

$results = [];
foreach (json_decode(stream_get_contents(STDIN), true, 512, JSON_THROW_ON_ERROR) as $order) {
    $results[] = match ($order['do']) {
        'terms' => rig_terms($order['terms']),
        'publish' => rig_publish($order['post']),
        'update' => rig_update($order['type'], $order['slug'], $order['changes']),
        'trash' => rig_trash($order['type'], $order['slug']),
        'flush' => flush_rewrite_rules(),
    };
}
echo json_encode($results, JSON_THROW_ON_ERROR | JSON_UNESCAPED_UNICODE);

function rig_terms(array $terms): void
{
    foreach ($terms as $taxonomy => $names) {
        foreach ($names as $slug => $name) {
            rig_checked(wp_insert_term($name, $taxonomy, ['slug' => $slug]));
        }
    }
}

function rig_publish(array $post): array
{
    $id = rig_checked(wp_insert_post(wp_slash([
        'post_type' => $post['type'],
        'post_name' => $post['slug'],
        'post_title' => $post['title'],
        'post_status' => $post['status'] ?? 'publish',
        'post_password' => $post['password'] ?? '',
        'post_date' => $post['date'],
        'post_content' => rig_markup($post['markup'] ?? 'classic', $post['body'])
            . (empty($post['pdf']) ? '' : rig_pdf_link($post)),
        'post_author' => 1,
    ]), true));
    foreach ($post['terms'] ?? [] as $taxonomy => $slugs) {
        rig_checked(wp_set_object_terms($id, $slugs, $taxonomy));
    }
    if (!empty($post['image'])) {
        set_post_thumbnail($id, rig_image($post, $id));
    }
    return rig_said(get_post($id));
}

function rig_update(string $type, string $slug, array $changes): array
{
    $post = rig_found($type, $slug);
    $fields = ['ID' => $post->ID];
    foreach (['title' => 'post_title', 'slug' => 'post_name', 'status' => 'post_status'] as $ours => $theirs) {
        if (isset($changes[$ours])) {
            $fields[$theirs] = $changes[$ours];
        }
    }
    if (isset($changes['body'])) {
        $fields['post_content'] = rig_markup($changes['markup'] ?? 'classic', $changes['body']);
    }
    rig_checked(wp_update_post(wp_slash($fields), true));
    return rig_said(get_post($post->ID));
}

function rig_trash(string $type, string $slug): array
{
    $post = rig_found($type, $slug);
    $said = rig_said($post);
    wp_trash_post($post->ID) ?: throw new RuntimeException("cannot trash $type/$slug");
    return $said;
}

function rig_found(string $type, string $slug): WP_Post
{
    $found = get_posts(['post_type' => $type, 'name' => $slug, 'post_status' => 'any', 'numberposts' => 1]);
    return $found[0] ?? throw new RuntimeException("no $type/$slug");
}

function rig_said(WP_Post $post): array
{
    return [
        'id' => $post->ID,
        'type' => $post->post_type,
        'slug' => $post->post_name,
        'path' => wp_parse_url(get_permalink($post), PHP_URL_PATH),
        'title' => $post->post_title,
        'status' => $post->post_status,
    ];
}

function rig_checked(mixed $result): mixed
{
    return is_wp_error($result) ? throw new RuntimeException($result->get_error_message()) : $result;
}

/** The same paragraphs as three kinds of editor would leave them. */
function rig_markup(string $markup, array $paragraphs): string
{
    return match ($markup) {
        'classic' => implode("\n\n", $paragraphs),
        'blocks' => implode("\n\n", array_map(
            fn ($one) => "<!-- wp:paragraph -->\n<p>$one</p>\n<!-- /wp:paragraph -->", $paragraphs)),
        'divs' => '<div class="elementor"><div class="e-con-inner">' . implode('', array_map(
            fn ($one) => '<div class="elementor-element elementor-widget elementor-widget-text-editor">'
                . "<div class=\"elementor-widget-container\"><div>$one</div></div></div>", $paragraphs)) . '</div></div>',
    };
}

function rig_image(array $post, int $parent): int
{
    $image = imagecreatetruecolor(640, 360);
    imagefilledrectangle($image, 0, 0, 639, 359, imagecolorallocate($image, 40, 90 + strlen($post['slug']), 120));
    $file = wp_upload_dir()['path'] . "/{$post['slug']}.png";
    imagepng($image, $file);
    $id = wp_insert_attachment(['post_title' => $post['title'], 'post_mime_type' => 'image/png',
        'post_status' => 'inherit', 'post_name' => "image-{$post['slug']}"], $file, $parent);
    wp_update_attachment_metadata($id, wp_generate_attachment_metadata($id, $file));
    update_post_meta($id, '_wp_attachment_image_alt', 'Vue du projet');
    return $id;
}

function rig_pdf_link(array $post): string
{
    $name = "{$post['slug']}.pdf";
    file_put_contents(wp_upload_dir()['path'] . "/$name", "%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n");
    $url = wp_upload_dir()['url'] . "/$name";
    return "\n\n<p><a href=\"$url\">Télécharger « {$post['title']} » (PDF)</a></p>";
}
