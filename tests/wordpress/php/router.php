<?php
// PHP's built-in server calls this for every request: files as they are, the rest to WordPress.
$path = rawurldecode(parse_url($_SERVER['REQUEST_URI'], PHP_URL_PATH) ?: '/');
// The server's own log leaves out what a router answered.
register_shutdown_function(function () {
    $line = sprintf("%s %s %d\n", $_SERVER['REQUEST_METHOD'], $_SERVER['REQUEST_URI'], http_response_code());
    file_put_contents(getenv('AIMF_RIG') . '/requests.log', $line, FILE_APPEND | LOCK_EX);
});
if ($path !== '/' && is_file(__DIR__ . $path) && !str_contains($path, '..')) {
    return false;
}
$_SERVER['SCRIPT_NAME'] = $_SERVER['PHP_SELF'] = '/index.php';
$_SERVER['SCRIPT_FILENAME'] = __DIR__ . '/index.php';
unset($_SERVER['PATH_INFO']);
require __DIR__ . '/index.php';
