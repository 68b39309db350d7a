"""The hub: settings, accounts, spawner, pages, health."""
