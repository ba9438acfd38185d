"""What may be asked about one's own words."""

from wtforms import SelectField

from supervise.core import limits
from supervise.dilemmas.forms import ReferenceForm, is_mark
from supervise.governance.own_words.copying import Form as FileForm
from supervise.web.forms import Form, Line


class RenameForm(ReferenceForm):
    """Calling a reference something else."""

    reference = Line("Call it", most=limits.REFERENCE, need="Give a code, or leave it as it is.", validators=[is_mark])


class CopyForm(Form):
    """In which form one takes a copy."""

    form = SelectField("Form", choices={one.value: one.value for one in FileForm})
