"""The grammar of forms and reports as data: what documents are called, how bodies are named, which fields a form has."""
