#include "stages/pipeline.hpp"

#include "stages/stages.hpp"

namespace borderlens {

const std::vector<Stage>& pipeline() {
    static const std::vector<Stage> stages = {
        {"plan_tiles", "the study's grid and the tiles that meet zone or areas", plan_tiles},
        {"map_sides", "side, signed distance and place along the line of every pixel", map_sides},
    };
    return stages;
}

}  // namespace borderlens
