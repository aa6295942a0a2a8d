"""Reads words, one a line, writes their German stems; runs in the environment with the stemmer."""

import sys

import snowballstemmer

words = sys.stdin.read().split("\n")
sys.stdout.write("\n".join(snowballstemmer.stemmer("german").stemWords(words)))
