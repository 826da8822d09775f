"""The report channel (举报渠道): reports of serious dishonesty, in a store and process of their own (GO-13).

Nothing of the gateway imports this package but the command line, and it reaches neither the gateway's store nor its
schema: a report triggers nothing and is found by no query (GO-13-e). The import contracts of `pyproject.toml` say so.
"""
