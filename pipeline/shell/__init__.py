"""What the commands do: inputs found and named, read one by one, results written whole or not at all."""
