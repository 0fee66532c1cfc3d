"""What a question is wrapped in: greetings, "could you please tell me", thanks. None of it is in the answer.

Left in, it costs more than half of all answers, since the words that an answer lacks speak against it.
"""

from __future__ import annotations

import re

_GREETING = (
    r"(?:(?:hi|hello|hey|good (?:morning|afternoon|evening)|hallo|guten (?:tag|morgen|abend)|moin|servus|hola|"
    r"buenos días|buenas(?: tardes| noches)?|bonjour|bonsoir|salut|coucou|olá|oi|bom dia|boa tarde)\b"
    r"(?:\s+(?:there|all|everyone|everybody|folks|guys|bot|zusammen|alle|a todos|à tous|tout le monde|gente|pessoal)\b"
    r"|\s+\w+(?=\s*[,!:]))?[\s,!.:–—-]*"
    r"|(?:你好|您好|大家好|こんにちは|こんばんは)[\s,!.:，！。、]*)"
)
_NAME = r"(?:@?pullquote\b[\s,!:]*)"
_REQUEST = (
    r"(?:(?:(?:please|pls|bitte|por favor|s'il (?:te|vous) plaît)[\s,]+)?(?:"
    r"(?:could|can|would|will) (?:you|someone|anyone|anybody) (?:please |kindly |possibly )*"
    r"(?:tell|explain to|remind|show) (?:me|us)|(?:could|can|would) (?:you|someone) (?:please )?explain|"
    r"(?:please |pls )?(?:tell|remind) (?:me|us)|please explain|"
    r"i(?:'d|’d| would) (?:like|love) to (?:know|ask)|i (?:want|wanted) to (?:know|ask)|"
    r"i(?:'m|’m| am| was) (?:just )?(?:wondering|curious)|"
    r"do you (?:happen to )?know|does any(?:one|body)(?: here)? (?:happen to )?know|any(?:one|body) know|"
    r"(?:i have a |a |just a )?quick question|i have a question|"
    r"(?:kannst du|können sie|könntest du|könnten sie)(?: mir| uns)?(?: bitte)? (?:sagen|erklären|verraten)|"
    r"(?:sag|sagt|sagen sie)(?: mir| uns)?(?: bitte)?|ich (?:würde gerne|möchte|wüsste gern(?:e)?)(?: wissen)?|"
    r"(?:weißt du|wisst ihr|wissen sie|weiß jemand)|"
    r"(?:puedes|podrías|puede|podría) decir(?:me|nos)|dime|me gustaría saber|quisiera saber|¿?sabes|¿?alguien sabe|"
    r"(?:peux-tu|pouvez-vous|pourrais-tu|pourriez-vous) (?:me|nous) (?:dire|expliquer)|dis-moi|dites-moi|"
    r"je (?:voudrais|aimerais) savoir|sais-tu|savez-vous|quelqu'un sait|"
    r"(?:você pode|pode|poderia) me dizer|me diga|gostaria de saber|(?:você|alguém) sabe"
    r")\b[\s,:.–—-]*|(?:请问|请告诉我|教えてください)[\s,:，：、]*)"
)
_OPENING = re.compile(rf"^\s*(?:{_GREETING}|{_NAME}|{_REQUEST})+", re.IGNORECASE)
_CLOSING = re.compile(
    r"(?<=[\s,.!?？。！，])(?:many |viele[nr]? |muchas |mil |merci |un grand )?"
    r"(?:thanks|thank you|thx|ty|cheers|please|pls|danke|dank|bitte|gracias|por favor|merci|obrigad[oa]"
    r"|谢谢|ありがとう\w*)(?: (?:in advance|a lot|a million|so much|very much|all|everyone|schön|sehr|im voraus"
    r"|de antemano|d'avance|beaucoup))*"
    r"[\s,.!:)🙏😊🙂❤️]*$",
    re.IGNORECASE,
)


def without_pleasantries(question: str) -> str:
    """The question alone; as it stands where nothing would be left of it."""
    bare = _CLOSING.sub("", _OPENING.sub("", question)).strip()
    return bare if len(bare.split()) > 1 or (bare and not bare.isascii()) else question
