"""Controllers: each carries out some commands of a screen, which composes them and shows what they change."""
