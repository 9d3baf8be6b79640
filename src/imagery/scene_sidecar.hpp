#pragma once
#include <string>

#include "imagery/scene.hpp"

namespace borderlens {

/// A plain scene's sidecar `scene.toml`: date, level, sensor, scale, offset, nodata, saturated
/// (numbers from there on are no measurement), cloud_share, [bands], [mask] or several [[masks]].
/// `path` is the sidecar's own; files are beside it (relative, never upwards). Errors name file,
/// line, column, what was found and what is expected.
Scene parse_sidecar(const std::string& text, const std::string& path);

/// The sidecar's name for a mask kind: scl, qa_pixel, qa_radsat, bqa, cfmask, cloud_probability,
/// hls_fmask, binary; an input error that lists them.
MaskKind mask_kind_named(const std::string& name);
std::string mask_kind_name(MaskKind kind);

}  // namespace borderlens
