#pragma once
#include <functional>

#include "raster/raster.hpp"
#include "report/page.hpp"

namespace borderlens {

/// Bytes all pictures of a page may have. Chosen: 44 MB as text in the page, which leaves room
/// below 60 MB for tables and outlines.
inline constexpr double picture_budget_bytes = 33e6;

/// Every how many pixels of the study pictures are drawn: powers of two.
struct PictureSteps {
    Index classes = 1;
    Index colours = 1;
};

/// The finest steps at which so many pictures of classes and of colours are foreseen to fit the
/// budget; classes go first. No step is coarser than one screen needs.
PictureSteps finest_steps(const Grid& grid, Index class_pictures, Index colour_pictures);

/// Fills extent, resolutions and tiles of a layer from its finest picture (classes, or four bands
/// of colour and opacity; 0 in all bands is transparent): each level has half the pixels a side of
/// the next, up to one that fits a screen. Tiles in which nothing is seen are left out.
void build_pyramid(PictureLayer& layer, Raster<std::uint8_t> finest,
                   const std::function<std::string(const Raster<std::uint8_t>&)>& encode);

/// Leaves out finest levels, of the largest picture first, until all fit the budget or have one
/// level only.
void keep_within_budget(std::vector<PictureLayer>& layers, double budget_bytes);

}  // namespace borderlens
