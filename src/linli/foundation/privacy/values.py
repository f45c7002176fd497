"""Errors of the room, and how personal data is shown to those who need not see it whole."""

from django.utils.translation import gettext_lazy as _

from linli.foundation.errors.values import LinliError


class KeyMissingError(LinliError):
    """The key of a token is not in the keyring, or the key of a document was destroyed."""

    code = "key_missing"
    status = 500
    message = _("This was encrypted with a key that is not here any more. It cannot be read.")


class TamperedError(LinliError):
    """The token was changed, cut, or belongs to another row or purpose."""

    code = "tampered"
    status = 500
    message = _("These data do not belong here or were changed from outside. They are not shown.")


# Two-character family names that are common enough to matter (the list need not be complete:
# a missing one only hides one character more of the given name's side).
COMPOUND_SURNAMES = frozenset(
    (
        *("欧阳", "太史", "端木", "上官", "司马", "东方", "独孤", "南宫"),
        *("万俟", "闻人", "夏侯", "诸葛", "尉迟", "公羊", "赫连", "澹台"),
        *("皇甫", "宗政", "濮阳", "公冶", "太叔", "申屠", "公孙", "慕容"),
        *("仲孙", "钟离", "长孙", "宇文", "司徒", "鲜于", "司空", "闾丘"),
        *("子车", "亓官", "司寇", "巫马", "公西", "颛孙", "壤驷", "公良"),
        *("漆雕", "乐正", "宰父", "谷梁", "拓跋", "夹谷", "轩辕", "令狐"),
        *("段干", "百里", "呼延", "东郭", "南门", "羊舌", "微生", "公户"),
        *("公玉", "公仪", "梁丘", "公仲", "公上", "公门", "公山", "公坚"),
        *("左丘", "公伯", "西门", "公祖", "第五", "公乘", "贯丘", "公皙"),
        *("南荣", "东里", "东宫", "仲长", "子书", "子桑", "即墨", "达奚"),
        *("褚师"),
    )
)


FIRST_HAN = 0x2E80  # below stand the alphabets


def mask_name(name: str) -> str:
    """Return 张*, 李*敏, 欧阳*, 买*·吐*, J*** S***.

    Who knows the person recognises it, nobody else does.
    """
    name = " ".join(name.split())
    if "·" in name:
        return "·".join(_head(part, "*") for part in name.split("·"))
    if all(ord(letter) < FIRST_HAN for letter in name):
        return " ".join(_head(word, "***") for word in name.split())
    if len(name) == 1:
        return "*"
    surname = 2 if len(name) > 2 and name[:2] in COMPOUND_SURNAMES else 1
    if len(name) <= surname + 1:
        return name[:surname] + "*"
    return name[:surname] + "*" * (len(name) - surname - 1) + name[-1]


def _head(word: str, stars: str) -> str:
    return word[:1] + stars if word else ""


def mask_phone(phone: str) -> str:
    """Return 138****3210; of any other number no more than the last two digits."""
    if len(phone) == 11 and phone.startswith("1"):
        return f"{phone[:3]}****{phone[-4:]}"
    return mask_tail(phone)


def mask_tail(text: str) -> str:
    """Return stars and the last two characters; stars alone when the text is short."""
    if len(text) < 6:
        return "*" * len(text)
    return "*" * (len(text) - 2) + text[-2:]


def mask_number(number: str) -> str:
    """Return the first two and the last two characters (12**************34).

    The usual 6+4 hides exactly the birth date; beside an age the number is whole again.
    """
    if len(number) < 8:
        return "*" * len(number)
    return number[:2] + "*" * (len(number) - 4) + number[-2:]
