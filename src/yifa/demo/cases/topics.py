"""What the shorter procedures of 云州市 were about. Local rules are the city's own and as fictional as the city."""

from __future__ import annotations

from yifa.demo.cases.short import Topic

FLOOD_TRUCKS = Topic(
    cause="防汛抢险征用运输车辆",
    request="青溪河水位超过警戒线，抢险物资须连夜转运，拟征用{name}的自卸货车两辆。",
    facts="市防汛指挥机构已启动应急响应，本机关运力不足，{name}的车辆停放在{place}，适合转运砂石料。",
    evidence="应急响应通知、车辆登记资料、现场查看记录。",
    basis="《中华人民共和国民法典》第二百四十五条",
    content="征用{name}的自卸货车两辆，期限七日，由本机关派员随车，使用完毕后返还。",
    result="车辆已经返还，补偿款已支付。",
    opening="initiate",
    more={
        "category": "requisition",
        "public_interest": "抢险救灾，情况紧急。",
        "compensation": "每车每日补偿八百元，返还之日起十日内支付；车辆毁损的，按照修复费用补偿。",
    },
)
FLOOD_YARD = Topic(
    cause="防汛抢险征用堆场",
    request="{place}附近堤段需要就近堆放沙袋和块石，拟征用{name}的露天堆场。",
    facts="堆场空置，距险段约三百米，便于抢险车辆进出；{name}没有异议。",
    evidence="应急响应通知、现场查看记录、谈话记录。",
    basis="《中华人民共和国民法典》第二百四十五条",
    content="征用{name}位于{place}的露天堆场约二千平方米，期限十五日，使用完毕后清理并返还。",
    result="堆场已经清理并返还，补偿款已支付。",
    opening="initiate",
    more={
        "category": "requisition",
        "public_interest": "抢险救灾，情况紧急。",
        "compensation": "按照当地同类场地租金的标准补偿，返还之日起十日内支付。",
    },
)
SCRAPPED_TRUCK = Topic(
    cause="老旧营运货车报废更新补贴",
    request="{name}申请老旧营运货车报废更新补贴，报废货车一辆。",
    facts="车辆已经注销登记并交售，更新车辆已经上户，符合补贴条件。",
    evidence="补贴申请表、机动车注销证明、报废回收证明、新车登记证书。",
    basis="《云州市老旧营运货车报废更新补贴办法》第五条",
    content="给予{name}报废更新补贴一万二千元，拨付至申请人账户。",
    result="补贴已经拨付。",
)
GREASE_TRAP = Topic(
    cause="小型餐饮油水分离设施改造补助",
    request="{name}申请油水分离设施改造补助。",
    facts="申请人在{place}经营餐饮，已经安装油水分离设施并通过现场核验。",
    evidence="补助申请表、设施购置票据、现场核验记录。",
    basis="《云州市餐饮油烟和废水治理补助办法》第六条",
    content="给予{name}设施改造补助二千元。",
    result="补助已经发放。",
)
SHARE_PLEDGE = Topic(
    cause="股权出质设立登记",
    request="{name}申请以其持有的股权为银行借款办理出质登记。",
    facts="出质人、质权人身份和股权持有情况已经核对，申请材料齐全。",
    evidence="申请书、质权合同、股东名册、身份证明。",
    basis="《中华人民共和国民法典》第四百四十三条",
    content="对{name}申请的股权出质予以登记，质权自登记时设立。",
    result="登记已经完成。",
)
STATION_GRADE = Topic(
    cause="道路货运站场等级核定",
    request="{name}申请核定货运站场等级为三级。",
    facts="站场面积、装卸设备和安全设施经现场查验，达到三级标准。",
    evidence="申请书、站场平面图、现场查验记录。",
    basis="《云州市道路货运站场管理办法》第九条",
    content="核定{name}位于{place}的货运站场为三级。",
    result="等级已经核定并告知。",
)
NAME_DISPUTE = Topic(
    cause="企业名称争议裁决",
    request="{name}认为{other}的名称与其近似，容易使公众混淆，请求裁决被申请人变更名称。",
    facts="双方行业相近、字号不同，登记时间相差四年，没有证据证明公众已经产生混淆。",
    evidence="双方营业执照、名称登记档案、双方陈述。",
    basis="《云州市企业名称争议处理办法》第十一条",
    content="驳回申请人的请求，{other}可以继续使用现名称。",
    result="裁决书已经送达双方。",
)
LANE_DISPUTE = Topic(
    cause="沿街商铺门前通道使用争议裁决",
    request="{name}请求裁决{other}移除门前占用公共通道的货架，恢复通行。",
    facts="争议通道为公共通道，被申请人摆放货架约四平方米，影响相邻商铺经营。",
    evidence="现场查看记录、照片、双方陈述、通道规划资料。",
    basis="《云州市城市管理条例》第三十条",
    content="{other}应当于收到裁决书之日起十日内移除占用通道的货架；通道由双方共同通行。",
    result="被申请人已经移除货架。",
)
GREEN_PIONEER = Topic(
    cause="生态环境保护先进企业奖励",
    request="{name}提前完成废气治理设施改造并向公众开放，拟予奖励。",
    facts="改造工程已经验收，全年排放达标，接待公众参观十二批次，没有违法记录。",
    evidence="验收意见、在线监测数据、公示记录、奖励审核表。",
    basis="《云州市生态环境保护奖励办法》第六条",
    content="授予{name}生态环境保护先进企业称号，奖励三万元。",
    result="奖金和证书已经发放。",
    opening="initiate",
)
HONEST_SHOP = Topic(
    cause="放心消费示范店奖励",
    request="{name}申报放心消费示范店，申请奖励。",
    facts="申报材料真实，两年内没有消费投诉和违法记录，公示期内没有异议。",
    evidence="申报表、投诉查询记录、公示记录。",
    basis="《云州市放心消费创建奖励办法》第七条",
    content="认定{name}为放心消费示范店，奖励五千元。",
    result="奖金已经发放。",
)
