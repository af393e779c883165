<?php get_header(); ?>
<h1>Page introuvable</h1>
<p>La page demandée n’existe pas ou n’existe plus.</p>
<?php get_footer(); ?>
