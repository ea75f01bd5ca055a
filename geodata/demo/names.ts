import type { Random } from './random.ts';

const SURNAMES = [
  ...'王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文',
];
const GIVEN_FIRST = [...'建国志文明春秋海学永玉晓丽红卫新东华立德正光庆俊慧雅思宏振家世成金桂素爱秀景瑞培广长'];
const GIVEN_SECOND = [...'军平强霞敏涛伟杰辉鹏宁娟芳玲燕洁峰超磊静莉梅林松岩波飞雪云兰英勇刚斌健凯丹琳'];

/** Surname + given name from common characters: plausible, and nobody in particular. */
export function personName(random: Random): string {
  const given = random.chance(0.78) ? random.pick(GIVEN_FIRST) + random.pick(GIVEN_SECOND) : random.pick(GIVEN_SECOND);
  return random.pick(SURNAMES) + given;
}

/** Hands out combinations of parts, each only once. */
export class NamePool {
  readonly #used = new Set<string>();
  readonly #random: Random;

  constructor(random: Random) {
    this.#random = random;
  }

  /** A new name; after many clashes a number is put behind. */
  draw(parts: readonly (readonly string[])[], tail: string): string {
    for (let attempt = 0; attempt < 40; attempt += 1) {
      const name = parts.map((list) => this.#random.pick(list)).join('') + tail;
      if (this.#used.has(name)) continue;
      this.#used.add(name);
      return name;
    }
    const stem = parts.map((list) => this.#random.pick(list)).join('');
    for (let number = 2; ; number += 1) {
      const name = stem + chineseNumber(number) + tail;
      if (this.#used.has(name)) continue;
      this.#used.add(name);
      return name;
    }
  }
}

const DIGITS = [...'零一二三四五六七八九'];

/** 1-99 in Chinese characters. */
export function chineseNumber(number: number): string {
  const tens = Math.floor(number / 10);
  const ones = number % 10;
  return (tens > 1 ? (DIGITS[tens] ?? '') : '') + (tens > 0 ? '十' : '') + (ones > 0 || tens === 0 ? (DIGITS[ones] ?? '') : '');
}

export const STREET_STEMS = [
  '文化',
  '中州',
  '七一',
  '八一',
  '民主',
  '团结',
  '前进',
  '振兴',
  '友谊',
  '富民',
  '永安',
  '庆丰',
  '兴业',
  '向阳',
  '长虹',
  '青年',
  '工业',
  '交通',
  '邮电',
  '健康',
  '园林',
  '迎宾',
  '科技',
  '汉阳',
  '颍河',
  '贾鲁',
  '太昊',
  '龙源',
  '莲花',
  '八里',
];
export const STREET_TURNS = ['东', '西', '南', '北', '中', '新', ''];
export const LANE_FIRST = ['小', '老', '前', '后', '东', '西', '南', '北', '大', '里', '上', '下', '双', '三'];
export const LANE_STEMS = [
  '杏',
  '槐',
  '柳',
  '枣',
  '桑',
  '井',
  '泉',
  '桥',
  '碾',
  '磨坊',
  '染坊',
  '油坊',
  '豆腐',
  '铁匠',
  '车马店',
  '书院',
  '文庙',
  '关帝',
  '火神',
  '盐店',
  '米市',
  '布市',
  '灯笼',
  '皮坊',
  '瓦窑',
  '水月',
  '莲池',
  '寨门',
  '祠堂',
  '药王',
  '更楼',
  '鼓楼',
  '牌坊',
  '石狮',
];
export const LANE_TAILS = ['胡同', '巷', '夹道', '里', '胡同', '巷', '一巷', '二巷', '三巷'];
export const COMPOUND_STEMS = [
  '锦绣',
  '金桂',
  '翠湖',
  '阳光',
  '康乐',
  '福馨',
  '文汇',
  '御景',
  '天润',
  '春晓',
  '丰泽',
  '和谐',
  '银河',
  '怡景',
  '盛世',
  '华苑',
  '瑞祥',
  '绿洲',
  '龙泽',
  '中兴',
];
export const NEW_TAILS = ['花园', '名城', '华府', '国际', '新城', '雅居', '公馆'];
export const OLD_TAILS = ['小区', '家属院', '新村', '苑', '一号院', '二号院'];
export const OLD_OWNERS = [
  '纺织厂',
  '农机公司',
  '粮食局',
  '供销社',
  '电业局',
  '建筑公司',
  '化肥厂',
  '面粉厂',
  '交通局',
  '教师',
  '水利局',
  '百货公司',
  '食品公司',
  '邮政',
  '运输公司',
];
export const ENTERPRISE_STEMS = [
  '豫东',
  '恒昌',
  '金穗',
  '华泰',
  '兴达',
  '颍淮',
  '鑫源',
  '中原',
  '凯盛',
  '瑞丰',
  '宏业',
  '德信',
  '天瑞',
  '万通',
  '永固',
  '嘉禾',
];
export const ENTERPRISE_TRADES = ['食品', '纺织', '机械', '包装', '制衣', '建材', '物流', '电子', '医药', '农资', '印务', '塑业'];
export const SITE_KINDS = ['安置房', '商住楼', '雨污分流', '道路提升', '学校扩建', '停车楼', '老旧小区改造', '综合楼', '标准厂房'];
export const SCHOOL_STEMS = ['实验', '第一', '第二', '第三', '文昌', '新华', '育英', '滨河', '许寨', '建安', '双桥', '纺织路', '明德', '阳光', '育才', '希望'];
