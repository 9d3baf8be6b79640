#include <cmath>

#include "app/command.hpp"
#include "base/error.hpp"
#include "stages/simulate.hpp"

namespace borderlens {
namespace {

int year_of(const std::string& text) {
    double year = 0.0;
    if (!parse_number(text, year) || year != std::floor(year) || year < 1900 || year > 2100)
        throw input_error(
            "--years: found '{}', expected a year, a list such as 2013,2017 or a span "
            "such as 2013-2024",
            text);
    return static_cast<int>(year);
}

/// "2013-2015,2020" gives 2013, 2014, 2015, 2020.
std::vector<int> years_of(const std::vector<std::string>& pieces) {
    std::vector<int> years;
    for (const std::string& piece : pieces) {
        const std::vector<std::string> ends = split(piece, '-');
        if (ends.size() > 2)
            throw input_error("--years: found '{}', expected a span such as 2013-2024", piece);
        const int first = year_of(ends.front()), last = year_of(ends.back());
        if (last < first) throw input_error("--years: the span {} ends before it starts", piece);
        for (int year = first; year <= last; ++year) years.push_back(year);
    }
    return years;
}

SensorChoice sensors_of(const std::string& name) {
    if (name == "landsat") return SensorChoice::landsat;
    if (name == "sentinel2") return SensorChoice::sentinel2;
    if (name == "both") return SensorChoice::both;
    return SensorChoice::automatic;
}

double growth_of(const Arguments& arguments, const std::string& name) {
    const double growth = arguments.number(name);
    if (growth < 0.0 || growth > 0.25)
        throw input_error("{}: found {}, expected 0 to 0.25 a year", name, growth);
    return growth;
}

void run_simulate(const Arguments& arguments) {
    SimulationOptions options;
    options.folder = arguments.text("DIR");
    options.size_px = arguments.integer("--size-px");
    const Index seed = arguments.integer("--seed");
    if (seed < 0) throw input_error("--seed: found {}, expected 0 or more", seed);
    options.seed = static_cast<std::uint64_t>(seed);
    options.rules.growth_a = growth_of(arguments, "--growth-a");
    options.rules.growth_b = growth_of(arguments, "--growth-b");
    options.plan.years = years_of(arguments.list("--years"));
    options.plan.dates_per_year = static_cast<int>(arguments.integer("--dates-per-year"));
    options.plan.sensors = sensors_of(arguments.text("--sensors"));
    options.plan.cloud_share = arguments.number("--cloud-share");
    options.plan.missed_cloud = arguments.number("--missed-cloud");
    options.plan.false_cloud = arguments.number("--false-cloud");
    options.plan.edge_scenes = arguments.number("--edge-scenes");
    options.overwrite = arguments.overwrite();
    simulate(options);
}

}  // namespace

Command simulate_command() {
    return {
        .name = "simulate",
        .summary = "write simulated scenes with known truth, in the real products' layouts",
        .example = "borderlens simulate made-up --size-px 600 --years 2013,2017,2020,2024 --seed 7",
        .positionals = {{.name = "DIR", .help = "folder to write (made where missing)"}},
        .options = {{.name = "--size-px",
                     .help = "side of the study in 10 m pixels, 120 to 10980",
                     .default_value = "1098"},
                    {.name = "--years",
                     .help = "years with scenes: a span, a list, or both (2013-2024; 2013,2017)",
                     .default_value = "2013,2017,2020,2024"},
                    {.name = "--seed",
                     .help = "everything drawn follows from it",
                     .default_value = "1"},
                    {.name = "--dates-per-year",
                     .help = "scenes a year and sensor, April to October",
                     .default_value = "3"},
                    {.name = "--sensors",
                     .help = "auto: Landsat up to 2016, Sentinel-2 from 2017",
                     .default_value = "auto",
                     .choices = {"auto", "landsat", "sentinel2", "both"}},
                    {.name = "--growth-a",
                     .help = "yearly growth of settled area on side a (east)",
                     .default_value = "0.09"},
                    {.name = "--growth-b",
                     .help = "yearly growth of settled area on side b (west)",
                     .default_value = "0.025"},
                    {.name = "--cloud-share",
                     .help = "mean share of cloud in a scene, 0 to 0.9",
                     .default_value = "0.1"},
                    {.name = "--missed-cloud",
                     .help = "share of cloud and shadow that the quality band calls clear",
                     .default_value = "0.05"},
                    {.name = "--false-cloud",
                     .help = "share of clear ground that the quality band calls cloud",
                     .default_value = "0.01"},
                    {.name = "--edge-scenes",
                     .help = "share of scenes that end within the study, at the swath's edge",
                     .default_value = "0"}},
        .run = run_simulate};
}

}  // namespace borderlens
