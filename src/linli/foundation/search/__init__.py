"""Tokens and ranking: characters, pinyin, homophones."""
