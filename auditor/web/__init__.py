"""The web page on this machine: clerks check what they are about to submit, reviewers decide what was found.

`app.create` makes the application, `guard` lets in who has the address that was printed, `desk` holds what is uploaded until it is
thrown away, `cabinet` is what is kept in the store. Nothing here reads a file: that is done in processes of their own (readers.apart).
"""
