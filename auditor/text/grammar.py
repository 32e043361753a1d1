"""The patterns that find numbers in Chinese text, built of named parts.

Every number begins at a sparse set of characters; between them one character class runs over the text. At such a place the
alternatives are tried in this order: what is no claim (list numbers, pages, 文号, dates, names, ordinals) before what is.
"""

import re
from functools import cache

from auditor import prepared
from auditor.text import dates, numerals
from auditor.text.arithmetic import LONGEST
from auditor.text.patterns import lazily
from auditor.text.words import FIXED, PLACES

_DIGIT = numerals.DIGITS
_TEN = numerals.TENS
_MYRIAD = numerals.MYRIADS
CHINESE = _DIGIT + _TEN + _MYRIAD
_SCALE = _TEN + _MYRIAD
_LETTERS = "A-Za-zΑ-Ωα-ω"

# 千 and 百 belong to the unit in 千米, 千克, 千瓦时, 百分点.
_UNIT_SCALE = r"(?!千[米克瓦伏卡帕赫字焦]|百分|千分|万分)"
_ARABIC = r"(?:(?:\d{1,3}(?:,\d{3}(?!\d))++|\d++)(?:\.\d++)?|(?<![A-Za-z0-9一-鿿])\.\d++)"

# 215.92万 · 5亿1万4千6百 · 7万 5千 4百 · 3万4000 · 1千零20 · 52万余 · 500多亿 · 1,100.9亿 · 100万三千 · 3万五 · 1点5亿
_SPELLED_TAIL = rf"(?:零?[{_DIGIT}](?:{_UNIT_SCALE}[{_TEN}])++(?!分之))++(?:零?[{_DIGIT}](?![{_SCALE}]))?|[二两三四五六七八九](?=元)"
_MIXED = rf"""{_ARABIC}
    (?:\ ?[余多]?(?:{_UNIT_SCALE}[{_SCALE}])++
       (?:(?:\ ?零?\d(?!\d)|零?\d{{1,4}})\ ?(?:{_UNIT_SCALE}[{_SCALE}])++){{0,5}}+
       (?:零?\d{{1,4}}+(?![\d.,年月日:：%])|{_SPELLED_TAIL})?
       (?:[余多几](?:{_UNIT_SCALE}[{_SCALE}])++)?
    |[余多](?:{_UNIT_SCALE}[{_SCALE}])++
    )?"""

# 二十一 · 一百零一万一千 · 十几万 · 二百三十余万 · 三千 九百 六十五 · 两千万点五五四四 · 一点五亿 · 廿二 · 两 · 百余
_SPELLED = rf"""(?:
    [{_DIGIT}十拾廿卅卌](?:{_UNIT_SCALE}[{CHINESE}])*+
       (?:\ (?=[{_DIGIT}]{{1,2}}[{_TEN}])[{CHINESE}]++)*+
       (?:[余多几幾](?:{_UNIT_SCALE}[{_SCALE}])++)*+
       (?:点[{_DIGIT}]++(?![十拾])(?:[余多几]?(?:{_UNIT_SCALE}[百千万亿萬億佰仟])++)?)?
    |(?:{_UNIT_SCALE}[百千万])(?=[余多](?!年来))
    |(?<=[近逾超约])[百千万](?=[个家人名次户件份部场亩])
    )"""

_SIGN = r"(?:负的?|零下|[-+](?=[\d.])|(?<![^\n\t])-\ (?=[\d,.]++(?:[万亿]?元)?[ ]?(?:[\t\n]|$)))"
# 1点5亿, 2点3倍: a point spelled between digits
_POINTED = r"(?<![\d.])\d{1,4}点\d{1,4}(?:[万亿]|(?=倍|个百分点|[%％]))"
_NUMBER = rf"(?:{_SIGN})?(?:{_POINTED}|{_MIXED}|{_SPELLED})"

_LINE_START = r"(?:(?<=^)|(?<=[\n\t]))"
_CLAUSE_START = r"(?:(?<=^)|(?<=[\n\t 。；;:：，,、!！?？)）>]))"
_ITEM = r"[一二三四五六七八九十]{1,3}"

# 1. 1、 1） at the start of a line, a cell or a clause; （二） (3); ③; 一、; 一是
_LIST = rf"""
    {_CLAUSE_START}(?:
      \d{{1,2}}(?:[.．](?![\d]|\ ?$)|[)）])(?=\s?[一-鿿《“(（])
    | (?<!、)\d{{1,2}}、(?=\s?(?:[一-鿿《“(（]|20\d\d年))
    | [(（]\d{{1,2}}[)）](?=\s?(?:[一-鿿《“]|\d++(?:\.\d++)?[一-鿿%]))
    | {_ITEM}、(?=\s?[一-鿿《“(（])
    | 第?{_ITEM}(?:是|要|则(?!则))
    | 其[一二三四五六七八九十](?=[，,是、])
    )
  | [(（]{_ITEM}[)）](?!型(?!号))(?=\s?[一-鿿《“\d]|\s*+$|[ ]*+[\t\n:：])
  | [①-⑳⑴-⒇㈠-㈩❶-❿]
"""

# a whole line -12- · 第3页 · 共12页
_PAGE = rf"""{_LINE_START}[-—–]\ ?\d{{1,4}}\ ?[-—–](?=\s|$) | 第\ ?(?:\d++|[{CHINESE}]++)\ ?页 | 共\ ?\d++\ ?页"""

# 〔2024〕8号 · [2023]15号 · （2022）第12号 · 第12号
_DOCUMENT = rf"""[〔\[［【(（]\ ?(?:19|20)\d\d\ ?[〕\]］】)）]\ ?第?\ ?\d++(?:-\d++)?\ ?号 | 第\ ?(?:\d++|[{CHINESE}]++)\ ?号(?!楼|线)"""

_PHONE = r"""(?<!\d)1[3-9]\d{9}(?!\d) | (?<!\d)0\d{2,3}[-—]\d{7,8}(?!\d) | (?<!\d)[48]00-\d{3,4}-\d{3,4}(?!\d)
    | (?<!\d)(?:12345|123\d\d|11[0-9]|12[012])(?=(?:政务|便民|市民|服务|投诉|举报|环保|消费)*(?:热线|平台|电话))"""

# 219-池州市…, 219001-池州市… · 1.2.3 · 91120000MA… · 00123
_CODE = rf"""[\[［]\d{{3,}}[\]］] | (?<![\d.]){_LINE_START}\d{{3,}}[-—](?=[一-鿿]) | (?<![\d.])\d++(?:\.\d++){{2,}} | (?<![\d.])\d{{2,}}(?:-\d{{2,}}){{2,}}
    | (?:(?<=编号|代码|编码|号码|证号|案号)|(?<=(?:编号|代码|编码|号码|证号|案号)[:：]))\d[\dA-Za-z-]{{3,}}+
    | (?<![\d.-])\d{{2,}}(?:-\d++)*-[A-Z]{{1,6}}-?\d[\dA-Za-z-]*+ | (?<![\d.,])\d++[A-Z]++\d++[A-Z][A-Z0-9]*+
    | (?<![\d.,])\d[\d,]*+\.\d{{{LONGEST},}}+(?:\.\d++)*+ | (?<![\d.,])\d{{{LONGEST},}}+(?:[.,]\d++)*+
    | (?<![\d.])\d{{13,}}(?![\d.,]) | (?<![\d.,])0\d{{2,}}(?![\d.,]) | (?<![\d.,])\d{{4,}}[A-Z][A-Z0-9]{{3,}}"""

# 20:30 · 20点30分 · 20时 · 9点半 · 九点三十分 · 上午九点
_TIME = rf"""(?<![{CHINESE}])[一二三四五六七八九十]{{1,3}}点(?:[一二三四五]?十[一二三四五六七八九]?分(?!之)|整|半(?!个))
    | (?<=[上中下]午|凌晨|早上|晚上)[一二三四五六七八九十]{{1,3}}[点时]
    | (?<![\d.:])(?:[01]?\d|2[0-4]):[0-5]\d(?::[0-5]\d)?(?![\d:]) | (?<![\d.])(?:[01]?\d|2[0-4])\ ?[点时](?:\ ?[0-5]?\d\ ?分(?![之%])|整|半|许|前|后|以前|以后|(?=[至到：:，。\s]|$))"""

# 一定, 一起举办, 一批项目, 十分重要: no number at all.
_WORD = rf"""(?<![{CHINESE}])一(?!.一)(?:起|道|路|面|段|片|度|种|类|批|期|层|点(?![{_DIGIT}])|口|排|手|线|体|直)(?=[一-鿿])|(?<![{CHINESE}])一(?:方面|定|些|般|切)
    | 十分(?!钟|之)
    | 拾(?=[起取捡到遗荒金得])
    | (?<=另)一半
    | (?<=最多跑)一次
    | [几数][{_TEN}{_MYRIAD}]++"""

# 9O%, 36OO块: digits of which a scan made letters · PM2.5 · P1.5LED · 2型糖尿病 · 7×24 · 十四五 · 十大行动 · 5G · A4 · COVID-19 · 一地一策 · “一县、一海、一地” · 发现一户，改造一户 · 一等奖 · 二级指标
_NAME = rf"""
    [A-Z]{{0,2}}K\d++\+\d++(?:\.\d++)? |
    (?!(?:RMB|CNY|USD|EUR|HKD)\ ?\d)[{_LETTERS}]++[-_]?\d[A-Za-z0-9_]*+(?:\.\d[A-Za-z0-9]*+)*+(?:-\d++)*+
  | (?<![{CHINESE}])(?:二类|[两三]轮(?=[车摩电])|[{_DIGIT}十]个一(?=工程|活动|行动|机制|百))
  | (?<=项目|工程)[一二三四五六]期 | (?<![{CHINESE}])[一二三四五六]期(?=工程|项目|建设|改造|扩建)
  | (?<![\d.])[1-9]型(?=[一-鿿]) | (?<=[大中小])(?:[(（][12一二][)）]|[12一二])型
  | (?<![\d.,])\d[\d.,]*+[Oo][\dOo.,]*+(?=[%％‰一-鿿\s，。、；)）]|$)
  | \d++[×xX*]\d++(?![.\d])
  | (?<![\d.:∶])\d{{1,3}}\ ?[:：∶]\ ?\d{{1,6}}(?![\d.])
  | (?<![\d.])\d{{1,4}}(?:号(?![召])|\#)
  | (?<![{CHINESE}])[{_DIGIT}](?<!一)(?:地|方|省|市|县|区|乡|镇|村|校|院|馆|园|局|委|厅)(?=[一-鿿\s，。、；]|$)
  | \d{{1,3}}(?:[GDKP]|[A-Z]级)(?![A-Za-z])(?=[一-鿿\s，。、)）”]|$)
  | \d(?:\+\d|\+[NXn]){{1,4}}(?![\d.])
  | (?<![{CHINESE}])(?:十[一二三四五六]五|[“‘]?十[一二三四五六]五[”’]?)(?=[”’"期规时]|以来|$|[，。、；的])
  | (?<![{CHINESE}])(?:[一二三四五六七八九两]|十[一二三四五六七八九]?|二十)(?:大(?!于|多|约|概|小|棚|型|修|米|豆|气|学)|等(?=[奖功舱级残次品])|级(?!以))
  | (?<=[“‘《〈「『])[{_DIGIT}十][一-鿿]{{1,8}}(?=[”’》〉」』])
  | (?<=[“‘])一[一-鿿]{{1,3}}(?=(?:、一[一-鿿]{{1,3}})+[”’]) | (?<=、)一[一-鿿]{{1,3}}(?=(?:、一[一-鿿]{{1,3}})*[”’])
  | (?<![{CHINESE}])一(?:[户人件处项例起](?=[，,、][一-鿿]{{2}}一[户人件处项例起])|(?<=一[户人件处项例起][，,、][一-鿿][一-鿿]一)[户人件处项例起])
  | (?<![{CHINESE}\d])一(?!是|点一(?!滴))(?=[^{CHINESE}])[一-鿿]{{1,2}}一(?![{CHINESE}是次个项])[一-鿿]
  | (?:{"|".join(sorted(dict.fromkeys((*FIXED, *PLACES)), key=len, reverse=True))})
  | (?<![\d.])\d{{2}}后(?=[一-鿿]{{0,2}}[，。、”])
"""

# 第八批 · 第三次 · 第1季度 · 第三方 ; 指标1 附件3 绩效目标2
_ORDINAL = rf"""前?[一二三四1-4]季度
    | (?:\d++|(?<![{CHINESE}])[{CHINESE}]++)届
    | 第\ ?(?:\d++|[{CHINESE}]++)(?:\ ?(?:-|—|~|至)\ ?第?(?:\d++|[{CHINESE}]++))?(?:[批次届期轮季年月周天节章条款项个名位类部号版组季]度?)?"""

# 四分之一 · 千分之三 · 百分之二点四 · 百分之１，１２３ · 负的百分之二十 · 百分之百 · 百分百 · 一半 · 半数 · 1/2
_FRACTION = rf"""(?P<whole>(?:负的?)?[百佰]分之?[百佰](?![{CHINESE}]|分之))
    | (?P<half>一半(?![径天年月边])|(?<!(?<!超)过)半数)
    | (?:(?P<parts>(?:负的?|零下)?[百千万佰仟])|(?P<below>(?<![{CHINESE}])[{CHINESE}]++|(?<!\d)\d++))分之(?P<above>{_NUMBER})
    | (?<![\d./])(?P<over>\d{{1,2}})/(?P<under>\d{{1,3}})(?![\d./]|[一-鿿]?/|[月年])"""

# 0.55 | 104家 | 98.40%: digits that end a cell or stand before a common unit can be nothing else, whatever follows.
_PLAIN = rf"""(?<![\d.,A-Za-z+*×xX/:：号码\-—–~～])(?!{dates.COMPACT}[\t\n])(?:0|[1-9]\d{{0,8}}+)(?:\.\d{{1,9}}+)?(?=[\t\n%个家次份部件条项人名场座起支])"""

_ORDER = (
    ("plain", _PLAIN),
    ("list", _LIST),
    ("page", _PAGE),
    ("document", _DOCUMENT),
    ("phone", _PHONE),
    ("date", dates.PATTERN + rf"|{dates.FIRST_MONTHS}" + r"|(?<=[每次当本下]月)\d\d?日(?:之?前)?"),
    (
        "year",
        dates.YEARS
        + r"|(?<=[较比自从至到‘’'])\d\d年(?![多余来以半])|(?<![\d.])\d\d年(?=度(?!假|汛)|底|初(?![级中步])|末(?!端)|以来|全年)"
        r"|(?<![\d.])(?:\d\d?世纪(?:\d0年代)?|\d0年代|20\d\d(?=[、和与及]20\d\d年))",
    ),
    ("code", _CODE),
    ("time", _TIME),
    ("word", _WORD),
    ("name", _NAME),
    ("ordinal", _ORDINAL),
    ("fraction", _FRACTION),
    ("number", rf"[¥￥$]?\ ?{_NUMBER}"),
    ("semi", r"(?<![上下每过前后大近各个])半(?=年|天|个月|小时)(?!年度|年报)"),
)

_STARTS = rf"前\d.{CHINESE}{_LETTERS}第共其双半负¥￥$()（〔\[［【①-⑳⑴-⒇㈠-㈩❶-❿+\-—–“‘"


@cache
def scan() -> re.Pattern[str]:
    """Runs over what cannot begin a number, then matches one; the name of the last group says what it is."""
    return prepared.pattern(
        rf"[^{_STARTS}]*+(?:"
        + "|".join(rf"(?P<{name}>{pattern})" for name, pattern in _ORDER)
        + rf"|(?P<skip>[{_LETTERS}]++|.|$))",
        re.VERBOSE | re.DOTALL | re.MULTILINE,
    )


# 元 1角1分 · 元零5分 · 圆叁角
CENTS = prepared.pattern(
    rf"(?P<ten>[\d{_DIGIT}])角(?:[零〇]?(?P<one>[\d{_DIGIT}])分(?![钟之]))?|[零〇](?P<few>[\d{_DIGIT}])分(?![钟之])"
)
# 含 or 不含 said of one end of a range: 1万(含)-5万
INCLUDED = prepared.pattern(r"\((?:不?含|含本数)\)")
RANGE = lazily(r"[ ]?(?P<to>—+|–|--?|~+|～|至|到)[ ]?(?=[\d.]|[" + CHINESE + "])")
BETWEEN = lazily(r"[ ]?[和与][ ]?(?=[\d.]|[" + CHINESE + "])")
# 指标1, 绩效目标2, 附件3, 表2, 序号12: the number is a label; at the start of a cell even before a classifier (指标1种薯价格).
LABEL_CELL = prepared.pattern(r"(?:^|[\t\n])(?:绩效|年度)?(?:指标|目标)$")
LABEL = prepared.pattern(r"(?:指标|目标|附件|附表|公开|[^\d代]表|序号|图|标段|第)$")
LABEL_ENDS = frozenset("标件表开号图段第")

UP_TO_NOW = lazily(r"[多余]?(?:以)?来(?![自源函访信电])")
"""一年来, 三年多以来: since when, and no amount."""
BETWEEN_END = lazily(r"(?:之间|间)")


@cache
def number() -> re.Pattern[str]:
    """A number without what stands before or behind it: the second one of a range."""
    return prepared.pattern(_NUMBER, re.VERBOSE)


RANGE_STARTS = frozenset(" —–-~～至到和与")
