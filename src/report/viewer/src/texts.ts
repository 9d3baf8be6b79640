/** Interface texts in four languages; findings and table names stay English. */
export const languages = { en: "English", zh: "中文", ru: "Русский", kk: "Қазақша" } as const;
export type Language = keyof typeof languages;

type Key = "language" | "findings" | "map" | "layer" | "period" | "compareWith" | "swipe" | "opacity" | "sides" |
  "metric" | "trust" | "tables" | "none" | "download" | "distance" | "overTime" | "asymmetry" | "border";

const texts: Record<Language, Record<Key, string>> = {
  en: { language: "Language", findings: "What stands out", map: "Map", layer: "Layer", period: "Period",
    compareWith: "Compare with", swipe: "Swipe", opacity: "Opacity", sides: "The two sides", metric: "Figure",
    trust: "How far to trust it", tables: "Tables", none: "nothing", download: "Download CSV",
    distance: "by distance from the border [km]", overTime: "over time", asymmetry: "asymmetry (a − b) / (a + b)",
    border: "border" },
  zh: { language: "语言", findings: "主要发现", map: "地图", layer: "图层", period: "时期", compareWith: "对比",
    swipe: "卷帘", opacity: "不透明度", sides: "边界两侧", metric: "指标", trust: "可信程度", tables: "数据表",
    none: "无", download: "下载 CSV", distance: "按距边界距离 [km]", overTime: "随时间变化",
    asymmetry: "不对称指数 (a − b) / (a + b)", border: "边界" },
  ru: { language: "Язык", findings: "Главное", map: "Карта", layer: "Слой", period: "Период",
    compareWith: "Сравнить с", swipe: "Шторка", opacity: "Непрозрачность", sides: "Две стороны",
    metric: "Показатель", trust: "Насколько этому можно верить", tables: "Таблицы", none: "ничем",
    download: "Скачать CSV", distance: "по расстоянию от границы [км]", overTime: "во времени",
    asymmetry: "асимметрия (a − b) / (a + b)", border: "граница" },
  kk: { language: "Тіл", findings: "Негізгі нәтижелер", map: "Карта", layer: "Қабат", period: "Кезең",
    compareWith: "Салыстыру", swipe: "Перде", opacity: "Мөлдірсіздік", sides: "Екі жақ", metric: "Көрсеткіш",
    trust: "Қаншалықты сенуге болады", tables: "Кестелер", none: "ештеңе", download: "CSV жүктеу",
    distance: "шекарадан қашықтық бойынша [км]", overTime: "уақыт бойынша",
    asymmetry: "асимметрия (a − b) / (a + b)", border: "шекара" },
};

let current: Language = "en";
export const text = (key: Key): string => texts[current][key];

export function setLanguage(language: Language): void {
  current = language;
  document.documentElement.lang = language;
  for (const element of document.querySelectorAll<HTMLElement>("[data-text]"))
    element.textContent = text(element.dataset.text as Key);
}
