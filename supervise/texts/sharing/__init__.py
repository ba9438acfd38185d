"""Words that several people write at one time: everybody's changes are merged, and nobody's are lost.

The words themselves are the present revision of a text, as all words are, so that whatever covers, destroys or keeps
texts reaches them. Beside it lies what is needed to merge (a Yjs document): it is made anew from the words, under a
new name (`epoch`), whenever words were destroyed, so that nothing of them is left in it.
"""
