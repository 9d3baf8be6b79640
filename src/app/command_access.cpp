#include <algorithm>
#include <cmath>

#include "app/commands.hpp"
#include "base/error.hpp"
#include "base/log.hpp"
#include "io/files.hpp"
#include "io/table_file.hpp"
#include "network/accessibility.hpp"
#include "network/transport_check.hpp"

namespace borderlens {
namespace {

struct Question {
    double beta = 1.0;
    std::vector<double> isochrones_h;
    std::vector<std::string> sources;    ///< of the isochrones; empty = the border
    std::vector<std::string> crossings;  ///< that make up the border; empty = all
};

Document by_id(const TransportNetwork& network, const std::vector<double>& values) {
    Document object = Document::object();
    for (std::size_t i = 0; i < values.size(); ++i) object.set(network.places[i].id, values[i]);
    return object;
}

Document ids_of(const TransportNetwork& network, const std::vector<std::size_t>& places) {
    Document list = Document::list();
    for (const std::size_t place : places) list.append(network.places[place].id);
    return list;
}

std::size_t place_named(const TransportNetwork& network, const std::string& id) {
    for (std::size_t i = 0; i < network.places.size(); ++i)
        if (network.places[i].id == id) return i;
    throw input_error("--from: '{}' is not in the table of nodes", id);
}

Document reach_document(const TransportNetwork& network, const TravelTimes& times,
                        const std::vector<double>& border_h, const Question& question) {
    Document reach = Document::object();
    std::vector<std::size_t> sources;
    for (const std::string& id : question.sources) sources.push_back(place_named(network, id));
    for (const double hours : question.isochrones_h) {
        std::vector<std::size_t> reached;
        if (!sources.empty()) {
            reached = within_reach(times, sources, hours);
        } else {
            for (std::size_t i = 0; i < border_h.size(); ++i)
                if (border_h[i] <= hours) reached.push_back(i);
        }
        reach.set(to_text(hours), ids_of(network, reached));
    }
    return reach;
}

/// All figures at one wait factor.
Document figures(const TransportNetwork& network, const TravelOptions& travel,
                 const TravelTimes& times, const Question& question) {
    const Accessibility access = accessibility_of(network, times, question.beta);
    const std::vector<double> border_h = hours_to_border(network, times, question.crossings);
    Document document = Document::object();
    document.set("weighted_mean_h", by_id(network, access.weighted_mean_h));
    document.set("weighted_mean_h_with_self", by_id(network, access.weighted_mean_with_self_h));
    document.set("coefficient", by_id(network, access.coefficient));
    document.set("potential", by_id(network, access.potential));
    document.set("border_h", by_id(network, border_h));
    document.set("across_h",
                 by_id(network, hours_across_border(network, times, travel, question.crossings)));
    document.set("within_h", reach_document(network, times, border_h, question));
    document.set("unreachable", ids_of(network, access.unreachable));
    return document;
}

Document matrix_document(const TravelTimes& times) {
    Document matrix = Document::list();
    for (std::size_t i = 0; i < times.n; ++i) {
        Document row = Document::list();
        for (std::size_t j = 0; j < times.n; ++j) row.append(times.at(i, j));
        matrix.append(std::move(row));
    }
    return matrix;
}

/// What the check of tables that can be used finds in them.
void report_faults(const Table& nodes, const std::vector<Table>& edges, const Table* crossings) {
    constexpr Index k_shown = 10;  // chosen: the rest is there with --verbose
    NetworkTables tables;
    tables.nodes = &nodes;
    for (const Table& part : edges) tables.edges.push_back(&part);
    tables.crossings = crossings;
    Index errors = 0;
    for (const NetworkFault& fault : check_network(tables)) {
        const bool is_error = fault.weight == NetworkFault::Weight::error;
        errors += is_error ? 1 : 0;
        if (is_error && errors <= k_shown)
            log_warning("{}", to_text(fault));
        else
            log_detail("{}", to_text(fault));
    }
    if (errors > k_shown) log_warning("and {} more; see --verbose", errors - k_shown);
}

TransportNetwork network_of(const Arguments& arguments) {
    const std::vector<std::string>& paths = arguments.texts("EDGES.csv");
    const Table nodes = read_table(arguments.text("NODES.csv"));
    std::vector<Table> edges;
    for (const std::string& path : paths) edges.push_back(read_table(path));
    Table crossings;
    const bool has_crossings = arguments.has("--crossings");
    if (has_crossings) crossings = read_table(arguments.text("--crossings"));
    TransportOptions options;
    options.mass_column = arguments.text("--mass");
    options.directed = arguments.flag("--directed");
    if (arguments.text("--unknown-wait") != "mean")
        options.unknown_wait_h = arguments.number("--unknown-wait");
    options.year = static_cast<int>(arguments.integer_or("--year", 0));
    if (arguments.has("--speeds")) {
        const Table speeds = read_table(arguments.text("--speeds"));
        const auto classes = speeds.texts("road_class");
        for (std::size_t row = 0; row < classes.size(); ++row) {
            const double speed = speeds.numbers("speed_kmh")[row];
            if (!(speed > 0.0))
                throw input_error("{}: road_class '{}': speed_kmh is missing or not positive",
                                  arguments.text("--speeds"), classes[row]);
            options.speeds_kmh[classes[row]] = speed;
        }
    }
    try {
        TransportNetwork network =
            transport_network_of(nodes, edges, has_crossings ? &crossings : nullptr, options);
        // What stops the command is said once, by its error.
        report_faults(nodes, edges, has_crossings ? &crossings : nullptr);
        return network;
    } catch (const Error& error) {
        throw error.with_context(arguments.text("NODES.csv") + " with " + paths.front());
    }
}

void run_access(const Arguments& arguments) {
    if (arguments.text("--out") != "-")
        require_writable(arguments.text("--out"), arguments.overwrite());
    const TransportNetwork network = network_of(arguments);
    for (const std::string& note : network.notes) log_warning("{}", note);
    Question question;
    question.beta = arguments.number("--beta");
    question.isochrones_h = arguments.number_list("--isochrones");
    for (const double hours : question.isochrones_h)
        if (!(hours >= 0.0))
            throw input_error("--isochrones: found {}, expected hours of 0 or more", hours);
    question.sources = arguments.list("--from");
    question.crossings = arguments.list("--border-crossings");
    const bool any_crossing =
        std::any_of(network.links.begin(), network.links.end(),
                    [](const TransportLink& link) { return !link.crossing.empty(); });
    if (!any_crossing && arguments.flag("--to-border"))
        throw input_error("--to-border: no edge has a crossing_id, so there is no border to reach");
    if (!any_crossing && !question.isochrones_h.empty() && question.sources.empty())
        throw input_error("--isochrones: no edge has a crossing_id; say from where with --from ID");
    TravelOptions travel;
    travel.transfer_h = arguments.number("--transfer");
    travel.wait_factor = arguments.number("--wait-factor");
    const TravelTimes times = travel_times(network, travel);
    Document document = Document::object();
    Document ids = Document::list();
    for (const TransportPlace& place : network.places) ids.append(place.id);
    document.set("ids", std::move(ids));
    document.set("travel_time_h", matrix_document(times));
    const Document main = figures(network, travel, times, question);
    for (const auto& [name, value] : main.members()) document.set(name, value);
    document.set("wait_factor", travel.wait_factor);
    // What waiting costs: the same figures with no wait, as observed and doubled.
    Document waits = Document::object();
    for (const double factor : {0.0, 1.0, 2.0}) {
        travel.wait_factor = factor;
        waits.set(to_text(factor),
                  figures(network, travel, travel_times(network, travel), question));
    }
    document.set("by_wait_factor", std::move(waits));
    Document notes = Document::list();
    for (const std::string& note : network.notes) notes.append(note);
    document.set("notes", std::move(notes));
    write_document(arguments.text("--out"), document, arguments.overwrite());
}

}  // namespace

Command access_command() {
    return {
        .name = "access",
        .summary = "travel times over road and rail with border waits, and what they mean",
        .example =
            "borderlens access nodes.csv edges_road.csv edges_rail.csv --crossings "
            "crossings.csv --mass population --to-border --isochrones 4,8,12 --out "
            "access.json",
        .positionals = {{"NODES.csv", "table: id, mass columns, optional country, side, type"},
                        {"EDGES.csv",
                         "tables: from, to, km, speed_kmh or road_class, mode, crossing_id, "
                         "oneway",
                         1, -1}},
        .options =
            {
                {.name = "--crossings", .help = "table: id, wait_h, gauge_change_h, mode, year"},
                {.name = "--mass", .help = "column of masses", .default_value = "population"},
                {.name = "--to-border", .help = "reach of the border crossings", .is_flag = true},
                {.name = "--border-crossings",
                 .help = "crossings that make up the border (a,b); default all"},
                {.name = "--isochrones", .help = "hours (4,8,12) to list the places within"},
                {.name = "--from",
                 .help = "places (a,b) the isochrones start from; default the border"},
                {.name = "--wait-factor",
                 .help = "border waits times this: 0, 1 as observed, 2 doubled",
                 .default_value = "1"},
                {.name = "--unknown-wait",
                 .help = "hours at crossings whose wait is not known, or mean: that of the known "
                         "waits of the same mode",
                 .default_value = "mean"},
                {.name = "--transfer",
                 .help = "hours to change between modes at a place",
                 .default_value = "0"},
                {.name = "--beta", .help = "power of time in the potential", .default_value = "1"},
                {.name = "--directed", .help = "edges lead from -> to only", .is_flag = true},
                {.name = "--year",
                 .help = "latest year of waits to use; default the latest there is"},
                {.name = "--speeds", .help = "table: road_class, speed_kmh; default built-in"},
                {.name = "--out",
                 .help = "JSON file, or - for standard output",
                 .default_value = "-"},
            },
        .run = run_access};
}

}  // namespace borderlens
