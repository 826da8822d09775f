"""Code lists of the field: who, what, how serious, and how an answer turned out."""

from __future__ import annotations

from schema.declare import CodeList, code_list


@code_list
class SubjectKind(CodeList):
    """Whom a question is about (主体类别)."""

    ENTERPRISE = "ENTERPRISE", "Enterprise (企业)."
    SELF_EMPLOYED = "SELF_EMPLOYED", "Self-employed household (个体工商户)."
    PUBLIC_INSTITUTION = "PUBLIC_INSTITUTION", "Public institution (事业单位)."
    SOCIAL_ORGANISATION = "SOCIAL_ORGANISATION", "Social organisation (社会组织)."
    STATE_ORGAN = "STATE_ORGAN", "State organ (机关)."
    COOPERATIVE = "COOPERATIVE", "Farmers' cooperative or rural collective (农民专业合作社、农村集体经济组织)."
    NATURAL_PERSON = "NATURAL_PERSON", "Natural person (自然人)."
    OTHER = "OTHER", "Any other organisation (其他组织)."


@code_list
class AgencyKind(CodeList):
    """Kind of participant; it decides which measures a participant may implement (GO-02-b).

    The four of the Guiding Opinions, with courts told apart from departments, and market institutions from society.
    """

    GOVERNMENT = "GOVERNMENT", "Government department (政府部门)."
    COURT = "COURT", "Court or other judicial body (司法机关)."
    ASSOCIATION = "ASSOCIATION", "Industry association or chamber of commerce (行业协会商会)."
    CREDIT_SERVICE = "CREDIT_SERVICE", "Credit bureau or credit service agency (信用服务机构)."
    FINANCIAL = "FINANCIAL", "Bank, insurer, securities firm or other market institution (金融机构等市场机构)."
    PUBLIC = "PUBLIC", "Media, social organisations and the public (媒体、社会组织与公众)."

    @property
    def of_the_state(self) -> bool:
        """Tell whether law can bind it to implement a measure."""
        return self in {AgencyKind.GOVERNMENT, AgencyKind.COURT}


@code_list
class Purpose(CodeList):
    """Why a question is asked; a grant names the purposes it covers."""

    ADMINISTRATIVE_LICENCE = "ADMINISTRATIVE_LICENCE", "Deciding on an administrative licence (行政许可)."
    PUBLIC_RESOURCE_TRADING = (
        "PUBLIC_RESOURCE_TRADING",
        "Tender, procurement or other public-resource trading (公共资源交易).",
    )
    FISCAL_FUND = "FISCAL_FUND", "Deciding on fiscal funds (财政资金)."
    SUPERVISION = "SUPERVISION", "Planning or carrying out inspections (监督检查)."
    COMMENDATION = (
        "COMMENDATION",
        "Awarding, or recommending for joint incentives (评优评先、联合激励推荐).",
    )
    PUBLIC_SERVICE = "PUBLIC_SERVICE", "Granting support or convenience in a public service (公共服务)."
    INVESTMENT_PROMOTION = "INVESTMENT_PROMOTION", "Granting preferential terms to an investor (招商引资)."
    FINANCIAL_SERVICE = (
        "FINANCIAL_SERVICE",
        "A market institution's own decision on a loan, insurance or securities (金融服务).",
    )
    ASSOCIATION_MEMBERSHIP = (
        "ASSOCIATION_MEMBERSHIP",
        "An association's decision on admission or on a member (行业协会会员管理).",
    )
    RIGHTS_PROTECTION = (
        "RIGHTS_PROTECTION",
        "Handling an objection to a record, its repair or its correction (权益保护).",
    )
    PUBLICITY = "PUBLICITY", "Showing the public what the law makes public (信用信息公示)."


@code_list
class MatterKind(CodeList):
    """Kind of matter a check is embedded in (事项类别)."""

    ADMINISTRATIVE_LICENCE = "ADMINISTRATIVE_LICENCE", "Administrative licence (行政许可)."
    PUBLIC_RESOURCE_TRADING = "PUBLIC_RESOURCE_TRADING", "Public-resource trading (公共资源交易)."
    FISCAL_FUND = "FISCAL_FUND", "Fiscal fund project (财政资金项目)."
    SUPERVISION = "SUPERVISION", "Daily or special inspection (日常检查、专项检查)."
    COMMENDATION = "COMMENDATION", "Award, honour or recommendation for joint incentives (评优评先、联合激励推荐)."
    PUBLIC_SERVICE = "PUBLIC_SERVICE", "Education, employment, start-up support, social security (公共服务)."
    INVESTMENT_PROMOTION = "INVESTMENT_PROMOTION", "Investment promotion (招商引资)."
    FINANCIAL_SERVICE = (
        "FINANCIAL_SERVICE",
        "Loan, insurance or securities service of a market institution; refers to credit, is not ordered (金融服务).",
    )
    ASSOCIATION_MEMBERSHIP = "ASSOCIATION_MEMBERSHIP", "Membership of an industry association (行业协会会员管理)."


@code_list
class RecordKind(CodeList):
    """Closed catalogue of record kinds; what is not in it cannot enter a decision (信用信息类别)."""

    REGISTRATION = "REGISTRATION", "Registration of a unit: names, identifiers, officers (登记注册)."
    LICENCE = "LICENCE", "Administrative licence (行政许可)."
    PENALTY = "PENALTY", "Administrative penalty (行政处罚)."
    RED_LIST_ENTRY = "RED_LIST_ENTRY", "Designation as integrity model (诚信典型、红名单)."
    SERIOUS_DISHONESTY_ENTRY = "SERIOUS_DISHONESTY_ENTRY", "Entry on a serious-dishonesty list (严重失信主体名单)."
    ENFORCEMENT_ENTRY = "ENFORCEMENT_ENTRY", "Dishonest person subject to enforcement (失信被执行人)."
    EVALUATION = "EVALUATION", "Grade on a named scale by a named agency (信用评价)."
    COMMITMENT = "COMMITMENT", "Credit commitment the subject gave, and whether it kept it (信用承诺)."
    PUBLIC_INTEREST_LITIGATION = (
        "PUBLIC_INTEREST_LITIGATION",
        "Action a social organisation or procuratorate brought in the public interest (公益诉讼).",
    )
    JUDGMENT = "JUDGMENT", "Judgment of a court in a case the subject was a party to (裁判文书)."


@code_list
class RecordStatus(CodeList):
    """What the issuer says of a record today."""

    CURRENT = "CURRENT", "Stands as issued."
    REPAIRED = "REPAIRED", "Credit repair took effect (信用修复)."
    WITHDRAWN = "WITHDRAWN", "Withdrawn or annulled by its issuer (撤销)."
    ENDED = "ENDED", "Ended by exit from the list or by the issuer's decision (移出、终结)."


@code_list
class Severity(CodeList):
    """How serious the conduct behind a record is; joint restraint follows from SERIOUS only (GO-02-a)."""

    NONE = "NONE", "The record is not about misconduct."
    MINOR = "MINOR", "Minor (轻微)."
    GENERAL = "GENERAL", "General (一般)."
    SERIOUS = "SERIOUS", "Serious (严重)."
    UNKNOWN = "UNKNOWN", "The source does not say; never taken as serious."


@code_list
class Area(CodeList):
    """Key areas of joint punishment (GO-09-b)."""

    LIFE_AND_HEALTH = "LIFE_AND_HEALTH", "A1: harm to people's health and safety of life."
    MARKET_ORDER = "MARKET_ORDER", "A2: harm to fair market competition and social order."
    JUDICIAL_CREDIBILITY = (
        "JUDICIAL_CREDIBILITY",
        "A3: refusal of legal obligations; judicial and administrative credibility.",
    )
    NATIONAL_DEFENCE = "NATIONAL_DEFENCE", "A4: refusal of national defence obligations."


@code_list
class PenaltyKind(CodeList):
    """Kinds of administrative penalty (处罚类别); one decision may hold several."""

    WARNING = "WARNING", "Warning (警告)."
    CRITICISM = "CRITICISM", "Circulated criticism (通报批评)."
    FINE = "FINE", "Fine (罚款)."
    CONFISCATION_OF_GAINS = "CONFISCATION_OF_GAINS", "Confiscation of unlawful gains (没收违法所得)."
    CONFISCATION_OF_PROPERTY = "CONFISCATION_OF_PROPERTY", "Confiscation of unlawful property (没收非法财物)."
    STOP_PRODUCTION = "STOP_PRODUCTION", "Order to stop production or business (责令停产停业)."
    SUSPEND_LICENCE = "SUSPEND_LICENCE", "Suspension of a licence (暂扣许可证)."
    REVOKE_LICENCE = "REVOKE_LICENCE", "Revocation of a licence (吊销许可证)."
    DETENTION = "DETENTION", "Administrative detention (行政拘留)."
    OTHER = "OTHER", "Another kind set by law (其他)."


@code_list
class Role(CodeList):
    """Role a person holds in a unit (GO-10-c, GO-10-d)."""

    LEGAL_REPRESENTATIVE = "LEGAL_REPRESENTATIVE", "Legal representative (法定代表人)."
    PRINCIPAL_IN_CHARGE = "PRINCIPAL_IN_CHARGE", "Principal person in charge (主要负责人)."
    DIRECTOR = "DIRECTOR", "Director (董事)."
    SENIOR_MANAGER = "SENIOR_MANAGER", "Senior manager (高级管理人员)."
    SHAREHOLDER = "SHAREHOLDER", "Shareholder (股东)."
    REGISTERED_PRACTITIONER = "REGISTERED_PRACTITIONER", "Registered practitioner (注册执业人员)."
    OTHER_RESPONSIBLE = "OTHER_RESPONSIBLE", "Other directly responsible person (其他直接责任人员)."


@code_list
class KeyGroup(CodeList):
    """Key groups of persons, by occupation (GO-26-a); belonging to one is no record and restrains nobody."""

    ENTERPRISE_LEADER = "ENTERPRISE_LEADER", "Leaders of enterprises (企业负责人)."
    STUDENT_OR_YOUTH = "STUDENT_OR_YOUTH", "Students and youth (学生、青年)."
    ACCOUNTANT_OR_AUDITOR = "ACCOUNTANT_OR_AUDITOR", "Accountants and auditors (会计审计人员)."
    TOUR_GUIDE = "TOUR_GUIDE", "Tour guides (导游)."
    INSURANCE_BROKER = "INSURANCE_BROKER", "Insurance brokers (保险经纪人)."
    PUBLIC_OFFICIAL = "PUBLIC_OFFICIAL", "Public officials (公职人员)."


@code_list
class ModelSource(CodeList):
    """Five sources of an integrity model (GO-03-a)."""

    CLASSIFIED_SUPERVISION = (
        "CLASSIFIED_SUPERVISION",
        "A department's classified credit supervision (信用分级分类监管).",
    )
    MORAL_MODEL = "MORAL_MODEL", "Model of integrity and morality (诚信道德模范)."
    YOUNG_VOLUNTEER = "YOUNG_VOLUNTEER", "Outstanding young volunteer (优秀青年志愿者)."
    ASSOCIATION_MEMBER = (
        "ASSOCIATION_MEMBER",
        "Honest member recommended by an association or chamber (行业协会商会推荐).",
    )
    NEWS_MEDIA = "NEWS_MEDIA", "Honest subject found by news media (新闻媒体挖掘)."


@code_list
class CommitmentKind(CodeList):
    """What a credit commitment is about (GO-03-e)."""

    COMPREHENSIVE = "COMPREHENSIVE", "Comprehensive commitment to honest business (综合信用承诺)."
    SPECIAL = "SPECIAL", "Special commitment, such as on the quality of a product or service (专项信用承诺)."
    SELF_DECLARED_STANDARD = (
        "SELF_DECLARED_STANDARD",
        "Standard of a product or service that the subject declares and answers for (自我声明公开标准).",
    )


@code_list
class PublicInterest(CodeList):
    """Whose interest a public-interest action is brought in (GO-13-c)."""

    ENVIRONMENT = "ENVIRONMENT", "The ecological environment (生态环境公益诉讼)."
    CONSUMERS = "CONSUMERS", "Consumers (消费者权益公益诉讼)."
    INVESTORS = "INVESTORS", "Investors in securities or futures (投资者权益公益诉讼)."


@code_list
class CourtCaseKind(CodeList):
    """Kind of case a court decided (案件类型, GO-17-e)."""

    CIVIL = "CIVIL", "Civil case (民事案件)."
    ADMINISTRATIVE = "ADMINISTRATIVE", "Administrative case (行政案件)."
    CRIMINAL = "CRIMINAL", "Criminal case (刑事案件)."


@code_list
class PartyRole(CodeList):
    """What the subject was in a case before a court (诉讼地位)."""

    PLAINTIFF = "PLAINTIFF", "Plaintiff, appellant or applicant (原告、上诉人、申请人)."
    DEFENDANT = "DEFENDANT", "Defendant, accused, appellee or respondent (被告、被告人、被上诉人、被申请人)."
    THIRD_PARTY = "THIRD_PARTY", "Third party (第三人)."


@code_list
class JudgmentOutcome(CodeList):
    """How a judgment came out for the subject (裁判结果); none of them is adverse by itself."""

    WON = "WON", "The court decided for the subject (胜诉)."
    PARTLY_WON = "PARTLY_WON", "The court decided for the subject in part (部分胜诉)."
    LOST = "LOST", "The court decided against the subject (败诉)."
    GUILTY = "GUILTY", "The subject was found guilty (有罪)."
    NOT_GUILTY = "NOT_GUILTY", "The subject was found not guilty (无罪)."
    NO_LIABILITY = "NO_LIABILITY", "Nothing was decided for or against the subject, as of a third party (不承担责任)."
    ENDED = "ENDED", "Ended without a decision on the merits: withdrawn or not admitted (撤诉、驳回起诉)."


@code_list
class OutcomeKind(CodeList):
    """What a source said to one question."""

    FOUND = "FOUND", "The source answered with records."
    NOT_FOUND = "NOT_FOUND", "The source proved that it has nothing about the subject."
    WITHHELD = "WITHHELD", "The source has something and may not give it."
    NOT_APPLICABLE = "NOT_APPLICABLE", "The question does not apply to this subject or source."
    FAILED = "FAILED", "No usable answer; see the failure kind."


@code_list
class FailureKind(CodeList):
    """Why a source gave no usable answer."""

    UNREACHABLE = "UNREACHABLE", "No connection could be made."
    TIMEOUT = "TIMEOUT", "No answer before the deadline."
    REJECTED = "REJECTED", "The source refused our credential or our request."
    MOVED = "MOVED", "The path is gone or redirects; a bare 404 is never 'nothing known'."
    OVERLOADED = "OVERLOADED", "The source asked us to slow down, or its own limit of ours was reached."
    UPSTREAM_ERROR = "UPSTREAM_ERROR", "The source reported an error of its own."
    MALFORMED = "MALFORMED", "The answer could not be decoded."
    CONTRACT_BROKEN = "CONTRACT_BROKEN", "The answer decoded, and breaks what its agency declares."
    UNACCOUNTED = "UNACCOUNTED", "The answer neither lists the subject nor says it has nothing."
    TRUNCATED = "TRUNCATED", "The answer is shorter than the total it declares."
    TOO_LARGE = "TOO_LARGE", "The answer exceeds the size limit."
    WRONG_SUBJECT = "WRONG_SUBJECT", "The answer is about another subject than the one asked."
    STALE = "STALE", "The source's data are older than its agency allows."
    BREAKER_OPEN = "BREAKER_OPEN", "The source failed repeatedly and is not asked for a moment."
    NO_KEY = "NO_KEY", "No source that answered knows the identifier this one is keyed by."
    MASKED_KEY = "MASKED_KEY", "The source holds masked identifiers, which cannot prove absence."
    NO_HISTORY = "NO_HISTORY", "The source keeps no history and was asked about a past date."
    NOT_CONFIGURED = "NOT_CONFIGURED", "The source is not configured on this gateway."
    INTERNAL = "INTERNAL", "The connector failed; the log has the reason."


@code_list
class Level(CodeList):
    """Neutral level grades of different scales are compared on; never averaged."""

    EXEMPLARY = "EXEMPLARY", "Exemplary."
    GOOD = "GOOD", "Good."
    ORDINARY = "ORDINARY", "Ordinary."
    WARNED = "WARNED", "Warned."
    POOR = "POOR", "Poor."
    NOT_RATED = "NOT_RATED", "Not rated; the reason is said."
