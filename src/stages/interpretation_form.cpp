#include "stages/draw_sample.hpp"

namespace borderlens {
namespace {

std::string escaped(const std::string& text) {
    std::string safe;
    for (const char c : text) {
        if (c == '&')
            safe += "&amp;";
        else if (c == '<')
            safe += "&lt;";
        else if (c == '>')
            safe += "&gt;";
        else if (c == '"')
            safe += "&quot;";
        else
            safe += c;
    }
    return safe;
}

}  // namespace

std::string interpretation_form(const std::map<std::string, std::string>& label_by_code) {
    std::string choices;
    for (const auto& [code, label] : label_by_code)
        choices += "            <Option type=\"Map\"><Option type=\"QString\" name=\"" +
                   escaped(code == label ? code : code + " " + label) + "\" value=\"" +
                   escaped(code) + "\"/></Option>\n";
    std::string fields;
    for (const char* field : {"interpreter_1", "interpreter_2", "reference"})
        fields += std::string("    <field name=\"") + field +
                  "\">\n      <editWidget type=\"ValueMap\">\n        <config>\n"
                  "          <Option type=\"Map\"><Option type=\"List\" name=\"map\">\n" +
                  choices + "          </Option></Option>\n        </config>\n" +
                  "      </editWidget>\n    </field>\n";
    // The map's class is hidden: who sees it is drawn to it.
    for (const char* field : {"map", "stratum"})
        fields += std::string("    <field name=\"") + field +
                  "\">\n      <editWidget type=\"Hidden\"><config/></editWidget>\n    </field>\n";
    return "<!DOCTYPE qgis>\n<qgis version=\"3.22\" styleCategories=\"Fields|Forms\">\n"
           "  <fieldConfiguration>\n" +
           fields + "  </fieldConfiguration>\n</qgis>\n";
}

}  // namespace borderlens
