class WitWorld:
    def call(self, tool: str, input: str) -> str:
        return '{"summary":"' + tool + '"}'
