"""The built-in coach: reads an answer, shows what is strong and what is missing. No framework, no network."""
