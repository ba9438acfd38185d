"""Events, news and unusual facts of a life that people would recognise."""

from collections.abc import Iterator

from supervise.disguise.detect.patterns import Shape, matched
from supervise.disguise.findings import Finding, Kind, Label
from supervise.disguise.page import Page

_OFFER = ("something that people heard of", "something unusual")
_FAMILY = ("an unusual family", "something unusual in the family")
_ILL = ("a rare illness", "something unusual")
_EVENT = (
    r"case|story|disaster|crash|bombing|bombings|bomb|fire|shooting|shootings|murder|murders|killing|killings|inquiry|scandal|inquest|"
    r"collapse|flood|floods|explosion|sinking|trial|kidnapping|abduction|attack|attacks|massacre|riot|riots|stabbing|derailment|siege|"
    r"hijacking|poisoning|strike|landslide|stampede|crush|drowning|drownings|tragedy|appeal|search|rescue|hoax|heist|robbery|raid"
)
_SHAPES = (
    (
        r"\b(?:the|that|a) (?:[A-Z][\w'’]{1,20} ){1,3}(?:[a-z]{3,14} ){0,2}(?:%s)\b" % _EVENT,
        "an event people may know of",
        _OFFER,
    ),
    (
        r"\b(?i:in|from|of|after|survived|survivor of|during) (?i:the|that) (?:[a-z-]{3,16} ){1,2}(?:disaster|crash|bombing|shooting|murders?|derailment|sinking|massacre|explosion|siege|hijacking|(?:pool|canal|barn|school|ferry|pit|train|lorry|bus|tower|hotel|club|nightclub|factory|mine|boat|coach|plane) (?:story|case|fire|collapse|tragedy|deaths?))\b",
        "an event people may know of",
        _OFFER,
    ),
    (
        r"(?i)\b(?:coach|train|plane|air|ferry|helicopter|bus|minibus|tram|rail|lifeboat|motorway) (?:crash|disaster|accident|sinking)\b(?: (?:at|near|in|off|outside|on) [\w'’]{1,20})?",
        "an event people may know of",
        _OFFER,
    ),
    (
        r"(?i)\b(?:(?:it|that|which|who|she|he|they|case|story|trial|death|photo|face)(?: had| has|['’]d)? )?(?:made|was|were|been|hit|reached|on|all over|splashed across|in|were in|was in|went) (?:all over )?(?:the )?(?:front pages?|(?:local |national |evening |six o'clock |ten o'clock )?(?:news|papers|paper(?<=the paper|nal paper|cal paper)|headlines|tabloids|press|telly|tv news|newspapers?|news at ten))\b(?! (?:that|of|for me|to me|today|is|again about))",
        "news that people may have seen",
        _OFFER,
    ),
    (
        r"(?i)\b(?:went viral|true[- ]crime|a (?:netflix|bbc|channel 4|itv|rte|tv|television|radio) (?:documentary|series|drama|programme|film)|(?:documentary|podcast|book|film|song|programme) (?:was made )?about (?:her|him|them|it|the case|his|their)|has a wikipedia page|wikipedia page|wrote a (?:memoir|bestseller|book about))",
        "something people may have seen",
        _OFFER,
    ),
    (
        r"(?i)\b(?:(?:identical|conjoined|one of the|set of|sets of|a pair of|mother of|father of|parents? of|mum of|dad of|has|had|two|three|four|second) (?:[\w-]{1,16} ){0,2}(?:twins|triplets|quads|quadruplets|quins|quintuplets|sextuplets|triplet))\b",
        "an unusual family",
        _FAMILY,
    ),
    (
        r"(?i)\b(?:triplets?|quadruplets?|quintuplets?|sextuplets?|quads)\b(?! (?:bike|muscle|hurt|ache))",
        "an unusual family",
        _FAMILY,
    ),
    (
        r"(?i)\b(?:one|youngest|eldest|oldest|middle|third|seventh|last|only (?:girl|boy|son|daughter|sister)) of (?:six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|\d\d?) (?:children|sisters|brothers|siblings|girls|boys|kids|sons|daughters|foster|adopted)",
        "an unusual family",
        _FAMILY,
    ),
    (
        r"(?i)\b(?:mother|father|mum|dad|parent) (?:of|to) (?:six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|\d\d?)\b",
        "an unusual family",
        _FAMILY,
    ),
    (
        r"(?i)\b(?:lost|losing|buried|burying|killed|orphaned) (?:both|two|three|four|all|his entire|her entire|their entire|his whole|her whole)(?: (?:of )?(?:his|her|their|my))? (?:[\w]{1,12} )?(?:parents|sons|daughters|children|brothers|sisters|legs|arms|hands|eyes|family|siblings|husbands|wives|babies|limbs)\b(?: (?:in|to|on|within) [\w'’ ]{3,40}(?=[,.;!?)]))?",
        "a loss few people have had",
        ("a great loss", "more than one loss"),
    ),
    (
        r"(?i)\b(?:the )?(?:only|sole|last|lone) (?:(?:known|living|surviving) )?(?:survivor|one to survive|person to survive|woman to|man to|person to|deaf|black|jewish|muslim|asian|chinese|trans|gay|sikh|protestant|catholic) (?:[\w'’]{1,16} ?){0,5}(?:in|of|from|on|at|to) (?:the |her |his |their )?[\w'’]{2,20}",
        "a fact that singles someone out",
        _OFFER,
    ),
    (
        r"(?i)\bthe only (?:[\w'’-]{1,20} ){1,4}(?:in|on|at|for) (?:the |our |her |his )?(?:village|town|county|island|parish|country|valley|school|city|region|district|north|south|state|regiment|force|diocese|glen|area)\b",
        "a fact that singles someone out",
        _OFFER,
    ),
    (
        r"(?i)\b(?:survivor|survivors|survived|widow|widower|victims?|veteran|orphan) of (?:the|that|a) (?:[\w'’-]{2,20} ?){1,4}",
        "an event people may know of",
        _OFFER,
    ),
    (
        r"(?i)\b(?:the )?(?:whole|entire) (?:parish|town|village|street|school|island|county|estate|valley|community|country) (?:searched|knows|knew|turned out|came out|saw|watched|heard|went looking|was looking|talked|talks|mourned|lined)\b|\beveryone in (?:the )?(?:town|village|parish|county|school) (?:knows|knew|remembers|heard)\b",
        "something a whole place knows",
        _OFFER,
    ),
    (
        r"(?i)\b(?:son|daughter|wife|husband|widow|ex-wife|ex-husband|brother|sister|mother|father|nephew|niece|grandson|granddaughter|child|stepson|stepdaughter|partner|mistress|lover|cousin) (?:of|to) (?:the|a|an|that) (?:[\w-]{1,16} ){0,3}(?:mp|td|footballer|mayor|bishop|actor|actress|singer|peer|judge|minister|celebrity|politician|rock star|star|presenter|criminal|murderer|killer|gangster|footballer|ambassador|prime minister|president|lord|senator|governor|sheriff|novelist|poet|comedian|racing driver|war criminal|general|spy)\b",
        "a tie to someone people know of",
        ("related to someone well known", "from a well-known family"),
    ),
    (
        r"(?i)\b(?:won|winning|winner of|runner-up (?:on|in)|finalist (?:on|in)|contestant on|appeared on|was on|been on|came second on|auditioned for) (?:the |a |an |last year['’]s )?(?:[\w'’]{1,16} )?(?:lottery|euromillions|medal|gold|silver|bronze|olympic\w*|paralympic\w*|bafta|oscar|booker|bake off|x factor|mastermind|love island|masterchef|strictly|big brother|the voice|eurovision|apprentice|university challenge|pools|turner prize|grand national|wimbledon|world cup|all-ireland|crufts|the chase|countdown|dragons['’] den|rose of tralee|miss (?:world|universe|wales|ireland|england|scotland))\b",
        "something people may have seen",
        _OFFER,
    ),
    (
        r"(?i)\b(?:world record|guinness record|olympic (?:gold|silver|bronze|medal)|victoria cross|george cross|nobel prize|life peer|knighthood|an? (?:mbe|obe|cbe|damehood))\b",
        "an honour that can be looked up",
        _OFFER,
    ),
    (
        r"(?i)\b(?:kidnapped|held hostage|taken hostage|hijacked|struck by lightning|hit by lightning|attacked by a (?:shark|bear|lion|tiger|crocodile)|bitten by a shark|lost at sea|found alive|left for dead|washed up (?:on|at)|buried alive|swapped at birth|switched at birth|born on (?:a|the) (?:plane|train|bus|motorway|ferry)|found (?:as a baby|in a (?:phone box|cardboard box|telephone box|church|skip|carrier bag|bin))|foundling)\b(?! by (?:fear|feelings?|anxiety|grief|his|her|my))",
        "something that happens to few",
        _OFFER,
    ),
    (
        r"(?i)\b(?:first|only|second|third|one of (?:only |just |about )?(?:\w+)) (?:(?:person|people|patient|patients|case|cases|woman|women|man|men|child|children|baby|babies) )?(?:[\w-]{1,16} ){0,2}(?:in (?:the (?:uk|country|world|county|state|republic|north)|britain|ireland|england|scotland|wales|europe|america)|worldwide|nationwide)\b",
        "a fact that singles someone out",
        _OFFER,
    ),
    (
        r"(?i)\b(?:heart|lung|heart-lung|face|hand|double lung|womb|uterus|bowel|liver) transplant\b|\b(?:rare|one in a million|one-in-a-million|orphan) (?:[\w-]{1,16} )?(?:condition|disorder|disease|cancer|syndrome|tumour|tumor|blood type|mutation|illness|form of \w+)\b",
        "a rare illness",
        _ILL,
    ),
    (
        r"(?i)\b(?:locked-in syndrome|conjoined|huntington['’]?s(?: disease)?|motor neurone disease|mnd|cjd|progeria|albinism|albino|dwarfism|achondroplasia|narcolepsy|porphyria|haemophilia|hemophilia|fatal familial insomnia|thalidomide|prader-willi|brittle bones?|elephantiasis|leprosy|hansen['’]s disease)\b",
        "a rare illness",
        _ILL,
    ),
    (
        r"(?i)\b(?:(?:his|her|their|whose) (?:name|face|statue|portrait|photo|picture)(?:['’]s| is| was)? (?:is |was )?on (?:the|a) (?:memorial|plaque|wall|side of|bus|billboard|poster|monument|cenotaph|war memorial)|a (?:plaque|statue|bench|street|school|ship|rose|law) (?:is |was )?named after (?:him|her|them|his|her))",
        "something people may have seen",
        _OFFER,
    ),
    (
        r"(?i)\b(?:born|raised|brought up|grew up|lived) (?:on|in|into|inside) (?:a|an|the) (?:cult|commune|kibbutz|circus|lighthouse|convent|monastery|refugee camp|prison|brothel|caravan of|houseboat|castle|travelling fair|children of god|exclusive brethren|amish|hutterite|moonies|magdalene|mother and baby home|industrial school)\b",
        "an unusual upbringing",
        ("an unusual upbringing",),
    ),
    (
        r"(?i)\b(?:magdalene laundry|magdalene|mother and baby home|industrial school|exclusive brethren|plymouth brethren|hillsborough|grenfell|lockerbie|aberfan|dunblane|omagh|bloody sunday|windrush|chernobyl|kindertransport|twin towers|9/11|7/7|bataclan|stardust fire|piper alpha|zeebrugge|kegworth|bradford fire|bethnal green tube|tuam|boxing day tsunami|srebrenica|columbine|sandy hook|katrina|manchester arena|infected blood|contaminated blood|post office scandal|horizon scandal)\b",
        "an event people may know of",
        _OFFER,
    ),
)
_COMPILED = tuple(Shape(pattern, reason, offers) for pattern, reason, offers in _SHAPES)


def find(page: Page) -> Iterator[Finding]:
    """Facts that would be recognised; plain words without a name in them."""
    for shape in _COMPILED:
        yield from matched(page, shape, Label.RARE_DETAIL, Kind.QUASI)
