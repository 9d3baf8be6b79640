#include "lenses/lens_classes.hpp"

#include "simulation/materials.hpp"

namespace borderlens {
namespace {

std::array<std::uint8_t, 3> colour_of(ClassCode code) {
    for (const LegendEntry& entry : land_legend())
        if (entry.code == code) return entry.rgb;
    return {};
}

}  // namespace

// Crosswalks by meaning, ours. GB/T 21010-2017, Current land use classification: first-level codes
// 01 cultivated, 02 garden, 03 forest, 04 grass, 05-09 built kinds, 10 transport, 11 water, 12
// other land with second-level 1104 mudflats, 1106 inland mudflats, 1204 saline-alkali land, 1205
// sandy land, 1206 bare land; 1110 glaciers and permanent snow. Kazakhstan: kinds of agricultural
// land and the seven categories of article 1 of the Land Code (2003) that planners report in.
const std::vector<LensClass>& land_use_classes() {
    static const std::vector<LensClass> classes = {
        {land::water, "water", "水域", "вода", "су", colour_of(land::water),
         "11 水域及水利设施用地", "земли водного фонда"},
        {land::cropland, "cropland", "耕地", "пашня", "егістік", colour_of(land::cropland),
         "01 耕地", "земли сельскохозяйственного назначения: пашня"},
        {land::grass_steppe, "grass_steppe", "草地", "степь и луга", "дала және шалғын",
         colour_of(land::grass_steppe), "04 草地",
         "земли сельскохозяйственного назначения: сенокосы и пастбища"},
        {land::shrub_forest, "shrub_forest", "林地和灌木", "лес и кустарник", "орман және бұта",
         colour_of(land::shrub_forest), "03 林地", "земли лесного фонда"},
        {land::wetland, "wetland", "湿地", "болота и плавни", "сулы-батпақты жер",
         colour_of(land::wetland), "1106 内陆滩涂, 1108 沼泽地", "прочие угодья: болота"},
        {land::bare_desert, "bare_desert", "裸地和荒漠", "пустыня и голая земля",
         "шөл және жалаңаш жер", colour_of(land::bare_desert),
         "1205 沙地, 1206 裸土地, 1207 裸岩石砾地", "земли запаса: пески, прочие угодья"},
        {land::salt_flat, "salt_flat", "盐碱地", "солончак", "сортаң", colour_of(land::salt_flat),
         "1204 盐碱地", "прочие угодья: солончаки"},
        {land::built_up, "built_up", "建设用地", "застройка", "құрылыс салынған жер",
         colour_of(land::built_up), "05-10 商服、工矿仓储、住宅、公共、特殊、交通用地",
         "земли населенных пунктов; земли промышленности и транспорта"},
        {land::photovoltaics, "photovoltaics", "光伏电站", "солнечная электростанция",
         "күн электр станциясы", colour_of(land::photovoltaics), "0601 工业用地 (光伏)",
         "земли промышленности: энергетика"},
        {land::snow, "snow", "冰雪", "снег и лёд", "қар мен мұз", colour_of(land::snow),
         "1110 冰川及永久积雪", "прочие угодья: ледники"},
    };
    return classes;
}

const std::vector<LensClass>& built_up_classes() {
    static const std::vector<LensClass> classes = {
        {1, "other", "其他", "прочее", "басқа", {230, 225, 215}, "", ""},
        {2, "built_up", "建设用地", "застройка", "құрылыс салынған жер", colour_of(land::built_up),
         "05-10 商服、工矿仓储、住宅、公共、特殊、交通用地",
         "земли населенных пунктов; земли промышленности и транспорта"},
    };
    return classes;
}

const std::vector<LensClass>& photovoltaics_classes() {
    static const std::vector<LensClass> classes = {
        {1, "other", "其他", "прочее", "басқа", {230, 225, 215}, "", ""},
        {2, "photovoltaics", "光伏电站", "солнечная электростанция", "күн электр станциясы",
         colour_of(land::photovoltaics), "0601 工业用地 (光伏)",
         "земли промышленности: энергетика"},
    };
    return classes;
}

}  // namespace borderlens
