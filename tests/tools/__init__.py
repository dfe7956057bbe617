"""What tests need besides pytest: the programs that judge finished files, and helpers to run them."""
