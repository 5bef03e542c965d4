"""What a model says of data that it does not take."""
import json


class ValidationError(ValueError):
    """Every error of a model's data, each with its place."""

    def __init__(self, title, errors):
        self.title = title
        self._errors = errors
        super().__init__(str(self))

    def errors(self, **_options):
        """`{type, loc, msg, input}` of each."""
        return [dict(error) for error in self._errors]

    def error_count(self):
        return len(self._errors)

    def json(self, **_options):
        return json.dumps(self.errors(), default=str)

    def __str__(self):
        count = len(self._errors)
        lines = ["%d validation error%s for %s" % (count, "" if count == 1 else "s", self.title)]
        for error in self._errors:
            if error["loc"]:
                lines.append(".".join(map(str, error["loc"])))
            given = error["input"]
            tail = "input_value=%r, input_type=%s" % (given, type(given).__name__)
            lines.append("  %s [type=%s, %s]" % (error["msg"], error["type"], tail))
        return "\n".join(lines)
