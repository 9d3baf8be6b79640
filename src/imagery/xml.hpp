#pragma once
#include <string>
#include <vector>

namespace borderlens {

/// One element of an XML text: its attributes and what stands between its tags.
struct XmlElement {
    std::string attributes;
    std::string content;

    /// Value of an attribute, "" if it is not there.
    std::string attribute(const std::string& name) const;
};

/// Every element of that name (without namespace prefix), in the order of the text; elements inside
/// others count as well, comments do not. Enough for product metadata, which nest no element in one
/// of the same name.
std::vector<XmlElement> xml_elements(const std::string& text, const std::string& name);

/// Content of the first element of that name without surrounding blanks, "" if there is none.
std::string xml_text(const std::string& text, const std::string& name);

}  // namespace borderlens
