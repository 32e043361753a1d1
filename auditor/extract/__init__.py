"""Document to Report: by rules, or by a language model whose quotes are checked."""
