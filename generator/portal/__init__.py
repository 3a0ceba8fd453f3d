"""The portal: pages of data stamped into a finished site shell, and what is published beside them."""
