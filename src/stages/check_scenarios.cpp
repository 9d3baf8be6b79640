#include "stages/check_scenarios.hpp"

#include <cmath>

#include "base/error.hpp"
#include "io/table_file.hpp"
#include "network/corridor.hpp"
#include "stages/network_facts.hpp"

namespace borderlens {
namespace {

/// The keys of a scenario's entry, with the link's values.
std::vector<std::pair<std::string, Document>> keys_of(const CorridorLink& link) {
    return {{"km", link.km},
            {"speed_kmh", std::round(1000.0 * link.km / link.hours) / 1000.0},
            {"gauge_mm", link.gauge_mm},
            {"electrified", link.electrified},
            {"risk", link.risk},
            {"cost_usd_m", link.cost_usd_m},
            {"sponsor", link.sponsor},
            {"crossing_id", link.crossing}};
}

Document document_of(const CorridorNetwork& network, const LinkEffect& effect) {
    Document before = Document::object(), after = Document::object();
    const auto now = keys_of(effect.after);
    const auto then = effect.before ? keys_of(*effect.before) : now;
    bool changed = false;
    for (std::size_t i = 0; i < now.size(); ++i) {
        const auto& [key, value] = now[i];
        if (effect.before && to_json(value) == to_json(then[i].second)) continue;
        if (effect.before) before.set(key, then[i].second);
        after.set(key, value);
        // What it costs is no property of the link.
        changed = changed || key != "cost_usd_m";
    }
    const std::string did = !effect.before     ? "new"
                            : !effect.was_open ? "opened"
                            : changed          ? "changed"
                                               : "unchanged";
    Document row = Document::object();
    row.set("entry", "[[" + effect.entry + "]]");
    row.set("edge", network.nodes[effect.after.from].id + "-" + network.nodes[effect.after.to].id);
    row.set("mode", effect.after.mode);
    row.set("did", did);
    row.set("status", effect.status);
    row.set("before", std::move(before));
    row.set("after", std::move(after));
    return row;
}

}  // namespace

Document scenario_effects_of(const StudyNetwork& study) {
    Document list = Document::list();
    if (study.scenario_paths.empty()) return list;
    const NetworkFacts facts = read_network_facts(study);
    for (const std::string& path : study.scenario_paths) {
        try {
            const CorridorNetwork network = corridor_network(
                facts.nodes, facts.edges, facts.crossings ? &*facts.crossings : nullptr,
                scenario_of(read_toml(path)));
            Document row = Document::object(), effects = Document::list();
            for (const LinkEffect& effect : network.effects)
                effects.append(document_of(network, effect));
            row.set("name", network.scenario.name);
            row.set("path", path);
            row.set("notes", Document(network.notes));
            row.set("links", std::move(effects));
            list.append(std::move(row));
        } catch (const Error& error) {
            throw error.with_context(path);
        }
    }
    return list;
}

}  // namespace borderlens
