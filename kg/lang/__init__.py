"""What depends on the language of an article: letters, sentences, time expressions."""
