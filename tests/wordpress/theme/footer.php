</main>
<footer>
<h4>Abonnez-vous à la lettre d'actualités</h4>
<form action="#"><input type="email" placeholder="Votre adresse"><button>OK</button></form>
<p>Découvrez Raisonnance, la revue des maires francophones.</p>
<p><a href="<?php echo esc_url(home_url('/mentions-legales/')); ?>">Mentions légales</a> · <a href="<?php echo esc_url(get_feed_link()); ?>">Flux RSS</a></p>
</footer>
<?php wp_footer(); ?>
</body>
</html>
