// What a unit's record says, as text and back.
#include "stages/unit_record.hpp"

#include <algorithm>
#include <filesystem>

#include "base/error.hpp"

namespace borderlens {
namespace {

/// A record is data from whoever had the folder: it must not point out of it.
bool stays_inside(const std::string& relative) {
    const std::filesystem::path path(relative);
    return !relative.empty() && path.is_relative() &&
           std::none_of(path.begin(), path.end(),
                        [](const std::filesystem::path& part) { return part == ".."; });
}

}  // namespace

UnitRecord parse_unit_record(const std::string& json) {
    const Document document = parse_json(json, "record");
    if (!document.is_object()) throw input_error("record: expected an object");
    const auto member = [&](const char* name) -> const Document& {
        const Document* found = document.find(name);
        if (found == nullptr) throw input_error("record: has no '{}'", name);
        return *found;
    };
    UnitRecord record;
    record.key = member("key").as_text();
    record.failure = member("failure").as_text();
    record.seconds = member("seconds").as_number();
    // Not in records of earlier versions: nothing is redone for want of it.
    if (const Document* spent = document.find("processor_seconds"))
        record.processor_seconds = spent->as_number();
    record.peak_memory_mib = member("peak_memory_mib").as_number();
    const Document& outputs = member("outputs");
    if (!outputs.is_list()) throw input_error("record: outputs are no list");
    for (const auto& [name, output] : outputs.members()) {
        const Document *path = output.find("path"), *bytes = output.find("bytes"),
                       *checksum = output.find("checksum");
        if (path == nullptr || bytes == nullptr || checksum == nullptr)
            throw input_error("record: an output without path, bytes or checksum");
        record.outputs.push_back({path->as_text(), bytes->as_integer(), checksum->as_text()});
        if (!stays_inside(record.outputs.back().path))
            throw input_error("record: the output '{}' lies outside the run folder",
                              record.outputs.back().path);
    }
    return record;
}

std::string to_json(const UnitRecord& record) {
    Document outputs = Document::list();
    for (const OutputRecord& output : record.outputs) {
        Document entry = Document::object();
        entry.set("path", output.path);
        entry.set("bytes", output.bytes);
        entry.set("checksum", output.checksum);
        outputs.append(entry);
    }
    Document document = Document::object();
    document.set("key", record.key);
    document.set("failure", record.failure);
    document.set("seconds", record.seconds);
    document.set("processor_seconds", record.processor_seconds);
    document.set("peak_memory_mib", record.peak_memory_mib);
    document.set("outputs", outputs);
    return to_json(document);
}

}  // namespace borderlens
