#include "learning/forest_file.hpp"

#include <bit>
#include <cmath>
#include <cstring>
#include <set>

#include "base/error.hpp"
#include "base/random.hpp"

namespace borderlens {
namespace {

static_assert(std::endian::native == std::endian::little, "model files are little-endian");

constexpr std::string_view magic = "BLFOREST";
constexpr std::uint32_t version = 1;
// Chosen: far beyond any forest of ours, small enough that no size product or vote can
// overflow.
constexpr std::size_t most_features = 4096, most_classes = 1024, most_trees = 10000;
constexpr std::size_t most_header_bytes = std::size_t{1} << 26;

template <typename T>
void put(std::string& bytes, T value) {
    char raw[sizeof(T)];
    std::memcpy(raw, &value, sizeof(T));
    bytes.append(raw, sizeof(T));
}

std::string header_of(const Forest& forest) {
    Document header = Document::object();
    header.set("features", forest.features);
    Document classes = Document::list();
    for (const LegendEntry& entry : forest.legend) {
        Document one = Document::object();
        one.set("code", entry.code);
        one.set("name", entry.name);
        one.set("rgb", std::vector<int>{entry.rgb[0], entry.rgb[1], entry.rgb[2]});
        classes.append(std::move(one));
    }
    header.set("classes", std::move(classes));
    header.set("seed", fmt::format("{}", forest.seed));
    header.set("summary", forest.summary);
    return to_json(header, -1);
}

/// Reads values one after the other; running out of bytes is an input error.
class Reader {
  public:
    Reader(std::string_view bytes, const std::string& name) : m_bytes(bytes), m_name(name) {}

    template <typename T>
    T get() {
        T value;
        std::memcpy(&value, take(sizeof(T)).data(), sizeof(T));
        return value;
    }
    std::string_view take(std::size_t count) {
        if (count > m_bytes.size())
            throw input_error("{}: is cut short; train the model again or copy it anew", m_name);
        const std::string_view taken = m_bytes.substr(0, count);
        m_bytes.remove_prefix(count);
        return taken;
    }
    std::size_t left() const { return m_bytes.size(); }

  private:
    std::string_view m_bytes;
    const std::string& m_name;
};

[[noreturn]] void fail(const std::string& name, const std::string& what) {
    throw input_error("{}: is no sound model file ({}); train the model again", name, what);
}

/// Nesting of brackets outside texts: bounded before a recursive parser sees the bytes.
bool is_shallow(std::string_view json) {
    constexpr int deepest = 32;
    int depth = 0;
    bool in_text = false;
    for (std::size_t i = 0; i < json.size(); ++i) {
        const char c = json[i];
        if (in_text) {
            if (c == '\\') ++i;
            if (c == '"') in_text = false;
        } else if (c == '"') {
            in_text = true;
        } else if (c == '[' || c == '{') {
            if (++depth > deepest) return false;
        } else if (c == ']' || c == '}') {
            --depth;
        }
    }
    return true;
}

Legend legend_of(const Document& classes, const std::string& name) {
    Legend legend;
    std::set<int> codes;
    for (Index i = 0; i < classes.size(); ++i) {
        const Index code = classes[i].at("code").as_integer();
        if (code < INT32_MIN || code > INT32_MAX) fail(name, "a class code out of range");
        if (!codes.insert(static_cast<int>(code)).second) fail(name, "a class code comes twice");
        LegendEntry entry{static_cast<int>(code), classes[i].at("name").as_text(), {}};
        const std::vector<double> rgb = classes[i].at("rgb").as_numbers();
        if (rgb.size() != 3) fail(name, "a colour without three parts");
        for (std::size_t c = 0; c < 3; ++c) {
            if (!(rgb[c] >= 0.0 && rgb[c] <= 255.0)) fail(name, "a colour out of range");
            entry.rgb[c] = static_cast<std::uint8_t>(rgb[c]);
        }
        legend.push_back(std::move(entry));
    }
    return legend;
}

void read_header(std::string_view json, const std::string& name, Forest& forest) {
    if (!is_shallow(json)) fail(name, "its header is nested too deeply");
    try {
        const Document header = parse_json(std::string(json), name);
        forest.features = header.at("features").as_texts();
        forest.legend = legend_of(header.at("classes"), name);
        forest.summary = header.at("summary");
        const std::string& seed = header.at("seed").as_text();
        if (seed.empty() || seed.size() > 20 ||
            seed.find_first_not_of("0123456789") != std::string::npos)
            fail(name, "its seed is no number");
        forest.seed = std::strtoull(seed.c_str(), nullptr, 10);
    } catch (const Error& error) {
        // Whatever is wrong in there, the user can mend it only by another file.
        throw Error(Error::Kind::input, error.what()).with_context(name);
    }
    if (forest.features.empty() || forest.features.size() > most_features)
        fail(name, fmt::format("{} features", forest.features.size()));
    if (std::set(forest.features.begin(), forest.features.end()).size() != forest.features.size())
        fail(name, "a feature name comes twice");
    if (forest.legend.empty() || forest.legend.size() > most_classes)
        fail(name, fmt::format("{} classes", forest.legend.size()));
}

/// Children must come in the order of their parents, each once: then the nodes are one tree, every
/// walk ends, and its length is below the number of nodes.
Tree read_tree(Reader& reader, std::uint32_t nodes, std::size_t leaves, std::size_t features,
               const std::string& name) {
    Tree tree(nodes);
    std::uint32_t next_child = 1;
    for (TreeNode& node : tree) {
        node.threshold = reader.get<float>();
        node.child = reader.get<std::uint32_t>();
        node.feature = reader.get<std::uint32_t>();
        if (node.child == 0) {
            if (node.feature >= leaves) fail(name, "a leaf out of range");
            continue;
        }
        if (node.child != next_child || nodes - node.child < 2) fail(name, "a child out of order");
        if (node.feature >= features) fail(name, "a feature out of range");
        if (!std::isfinite(node.threshold)) fail(name, "a threshold that is no number");
        next_child += 2;
    }
    if (next_child != nodes) fail(name, "nodes that belong to no tree");
    return tree;
}

}  // namespace

std::string forest_to_bytes(const Forest& forest) {
    std::string bytes(magic);
    const std::string header = header_of(forest);
    put(bytes, version);
    put(bytes, static_cast<std::uint32_t>(header.size()));
    bytes += header;
    put(bytes, static_cast<std::uint32_t>(forest.trees.size()));
    put(bytes, static_cast<std::uint32_t>(forest.leaves.size()));
    for (const Tree& tree : forest.trees) put(bytes, static_cast<std::uint32_t>(tree.size()));
    for (const Tree& tree : forest.trees)
        for (const TreeNode& node : tree) {
            put(bytes, node.threshold);
            put(bytes, node.child);
            put(bytes, node.feature);
        }
    for (const std::uint16_t label : forest.leaves.labels) put(bytes, label);
    for (const std::uint16_t share : forest.leaves.shares) put(bytes, share);
    put(bytes, hash_bytes(bytes));
    return bytes;
}

Forest forest_from_bytes(std::string_view bytes, const std::string& name) {
    if (bytes.substr(0, magic.size()) != magic)
        throw input_error("{}: is no borderlens model file; make one with `borderlens train`",
                          name);
    Reader reader(bytes, name);
    reader.take(magic.size());
    if (const auto found = reader.get<std::uint32_t>(); found != version)
        throw input_error(
            "{}: model file of version {}, this program reads version {}; train it "
            "again",
            name, found, version);
    if (bytes.size() < magic.size() + 16 + sizeof(std::uint64_t))
        throw input_error("{}: is cut short; train the model again or copy it anew", name);
    std::uint64_t checksum = 0;
    std::memcpy(&checksum, bytes.data() + bytes.size() - sizeof checksum, sizeof checksum);
    if (hash_bytes(bytes.substr(0, bytes.size() - sizeof checksum)) != checksum)
        throw input_error(
            "{}: its checksum does not match, the file is damaged; copy it anew or "
            "train the model again",
            name);
    Forest forest;
    const auto header_bytes = reader.get<std::uint32_t>();
    if (header_bytes > most_header_bytes) fail(name, "its header is too long");
    read_header(reader.take(header_bytes), name, forest);
    const std::size_t trees = reader.get<std::uint32_t>(), leaves = reader.get<std::uint32_t>();
    if (trees < 1 || trees > most_trees) fail(name, fmt::format("{} trees", trees));
    const std::size_t classes = forest.legend.size();
    // What remains must be exactly the rest of the file, before anything of that size is allocated.
    Reader counts(reader.take(trees * sizeof(std::uint32_t)), name);
    std::vector<std::uint32_t> nodes(trees);
    std::size_t all_nodes = 0;
    for (std::uint32_t& count : nodes) {
        count = counts.get<std::uint32_t>();
        all_nodes += count;
        if (count < 1) fail(name, "a tree without nodes");
    }
    const std::size_t expected = all_nodes * 12 + leaves * 2 * (1 + classes) + sizeof checksum;
    if (leaves < 1 || reader.left() != expected)
        fail(name, fmt::format("{} bytes of trees, expected {}", reader.left(), expected));
    for (const std::uint32_t count : nodes)
        forest.trees.push_back(read_tree(reader, count, leaves, forest.features.size(), name));
    for (std::size_t i = 0; i < leaves; ++i) {
        forest.leaves.labels.push_back(reader.get<std::uint16_t>());
        if (forest.leaves.labels.back() >= classes) fail(name, "a label out of range");
    }
    for (std::size_t i = 0; i < leaves; ++i) {
        std::uint32_t sum = 0;
        for (std::size_t c = 0; c < classes; ++c) {
            forest.leaves.shares.push_back(reader.get<std::uint16_t>());
            sum += forest.leaves.shares.back();
        }
        if (sum != whole_share) fail(name, "leaf shares that do not sum to one");
    }
    return forest;
}

void require_features(const Forest& forest, const std::vector<std::string>& names,
                      const std::string& model, const std::string& image) {
    if (names == forest.features) return;
    const auto joined = [](const std::vector<std::string>& list) {
        std::string text;
        for (const std::string& one : list) text += (text.empty() ? "" : ", ") + one;
        return text;
    };
    throw input_error(
        "{}: has the features [{}], but the model {} was trained on [{}]; give the "
        "same bands in the same order",
        image, joined(names), model, joined(forest.features));
}

}  // namespace borderlens
