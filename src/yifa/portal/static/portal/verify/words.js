// Names of kinds of records and of their fields, in Chinese.

export const KINDS = {
  act: "办理", approval: "审批", exhibit: "证据材料", paper: "文书", disclosure: "公开", withdrawal: "撤回公开",
  refusal: "未准予办理", register: "登记变更", erasure: "清除", draw: "抽取", access: "查阅", role: "岗位权限",
};
export const FIELDS = {
  act: "办理", act_id: "所公开的办理", matter_id: "案件编号", agency_id: "机关编号", time: "时间", actors: "办理人员", findings: "规则核对", agency_name: "机关", title: "案由",
  party_name: "当事人", reason: "理由", id: "编号", matter: "案件编号", agency: "机关编号", node: "节点", seq: "第几步",
  kind: "环节", procedure: "办案程序", procedure_sha256: "程序文本摘要", schema_version: "版式版本", mode: "方式",
  stage_from: "原阶段", stage_to: "现阶段", secrecy: "密级", corrects: "更正哪一步", occurred_from: "发生（起）",
  occurred_to: "发生（止）", precision: "精度", recorded_at: "登记时间", source_recorded_at: "来源登记时间", event: "事项",
  code: "案件码", number: "文号", at: "时间", disclosure: "公开", withdrawal: "撤回公开", approval: "审批", paper: "文书",
  exhibit: "证据材料", refusal: "未准予办理", register: "登记变更", published_at: "公开时间", decided_on: "决定日期",
  until: "公示截止", withdrawn_at: "撤下时间", withdrawn_reason: "撤下理由", paper_kind: "文书种类", state: "状态",
  search: "检索用文字", conduct: "违法事实", conduct_on: "违法行为发生之日", evidence: "证据", violated: "违反的规定",
  basis: "处理依据", kinds: "处罚种类", kinds_label: "处罚种类（名称）", fine_fen: "罚款数额", reasoning: "裁量理由",
  remedies: "救济途径", violation_code: "裁量基准编码", tier: "裁量阶次", outcome: "决定种类", outcome_label: "决定种类（名称）",
  due_at: "公开期限", base_fen: "计罚基数", circumstances: "裁量情节", conduct_until: "违法行为终了之日",
  confiscated_goods: "没收的非法财物", confiscated_goods_fen: "没收财物的价值", confiscated_income_fen: "没收违法所得数额",
  court: "有管辖权的法院", defence_result: "陈述、申辩的采纳情况", deviation_reason: "调整适用裁量基准的理由",
  maker_approval: "基准制定机关批准文号", other_measures: "其他处罚内容", party_address: "当事人住址",
  party_identifier: "证件号码或者统一社会信用代码", performance: "履行方式和期限", quantity: "计罚数量",
  range_number: "裁量幅度序号", reconsideration_body: "行政复议机关", remedy: "救济途径", repeat_count: "同类违法次数",
};
