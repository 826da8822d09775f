CREATE TABLE sxbzxr_unit (
  row_id INTEGER PRIMARY KEY, casecode TEXT, iname TEXT, zzjgdm TEXT, gistid TEXT, gistunit TEXT, duty TEXT,
  performance TEXT, disrupttypename TEXT, able_refuses TEXT, courtname TEXT, courtcode TEXT, regdate TEXT,
  publishdate TEXT, expdate TEXT, state TEXT, exitdate TEXT);
INSERT INTO sxbzxr_unit VALUES (26, '（2026）样01执126号', '样例省拒执建设有限公司', 'TC26LY00-1', '（2026）样01民初126号', '样例市中级人民法院', '给付货款', '全部未履行', '有履行能力而拒不履行生效法律文书确定义务', '1', '样例省高级人民法院', '11990000TA03LY008D', '2026-08-15', '2026-08-20', '2028-08-19', '1', NULL);
INSERT INTO sxbzxr_unit VALUES (27, '（2026）样01执127号', '样例省无力建设有限公司', 'TC27LY00-2', '（2026）样01民初127号', '样例市中级人民法院', '给付货款', '全部未履行', '其他有履行义务而未履行的', '0', '样例省高级人民法院', '11990000TA03LY008D', '2026-08-15', '2026年08月20日', '2028-08-19', '1', NULL);
INSERT INTO sxbzxr_unit VALUES (1002, '（2023）样01执1002号', '样例市棠笙机电服务中心', 'TB002RMR-7', '（2023）样01民初1002号', '样例市中级人民法院', '给付货款', '全部未履行', '有履行能力而拒不履行生效法律文书确定义务', '1', '样例省高级人民法院', '11990000TA03LY008D', '2023-07-30', '2023-08-17', '2025-08-16', '1', NULL);
INSERT INTO sxbzxr_unit VALUES (1030, '（2024）样01执1030号', '样例市禾屿餐饮有限公司', 'TB0301F3-7', '（2024）样01民初1030号', '样例市中级人民法院', '给付货款', '全部未履行', '违反财产报告制度', NULL, '样例省高级人民法院', '11990000TA03LY008D', '2024-03-14', '2024-03-29', '2026-03-28', '1', NULL);
CREATE TABLE exchange_control (table_name TEXT PRIMARY KEY, batch_id TEXT, row_count INTEGER, loaded_at TEXT);
INSERT INTO exchange_control VALUES ('sxbzxr_unit', '20261123-01', 4, '2026-11-22 22:00:00');
CREATE TABLE sxbzxr_person (
  row_id INTEGER PRIMARY KEY, casecode TEXT, iname TEXT, sfzhm TEXT, gistid TEXT, gistunit TEXT, duty TEXT,
  performance TEXT, disrupttypename TEXT, able_refuses TEXT, courtname TEXT, courtcode TEXT, regdate TEXT,
  publishdate TEXT, expdate TEXT, state TEXT, exitdate TEXT);
INSERT INTO sxbzxr_person VALUES (43, '（2026）样01执143号', '蒋样密', '9900************12', '（2026）样01民初143号', '样例市中级人民法院', '给付货款', '全部未履行', '有履行能力而拒不履行生效法律文书确定义务', '1', '样例省高级人民法院', '11990000TA03LY008D', '2026-08-25', '2026年09月04日', '', '1', NULL);
INSERT INTO sxbzxr_person VALUES (5014, '（2024）样01执5014号', '卫样六', '9902************48', '（2024）样01民初5014号', '样例市中级人民法院', '给付货款', '全部未履行', '有履行能力而拒不履行生效法律文书确定义务', '1', '样例省高级人民法院', '11990000TA03LY008D', '2024-03-31', '2024-04-11', '', '4', '2025-02-05');
INSERT INTO exchange_control VALUES ('sxbzxr_person', '20261123-01', 2, '2026-11-22 22:00:00');
