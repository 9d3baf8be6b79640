# What gdistance makes of the rasters network_peers.py drew. usage: Rscript gdistance_peer.R FOLDER
# Reads friction.tif, even.tif (1 everywhere), dem.tif and places.csv (x, y); writes gd_*.tif, the costs from the
# nearest place, and gd_between.csv, the costs from each place to each. exit 77: no gdistance here.
# BORDERLENS_GDISTANCE: a file that defines gdistance's functions, where the package is not installed.
source_file <- Sys.getenv("BORDERLENS_GDISTANCE")
here <- if (source_file != "") {
  suppressMessages(source(source_file))
  TRUE
} else suppressWarnings(suppressMessages(require("gdistance", quietly = TRUE)))
if (!here) quit(status = 77)

setwd(commandArgs(trailingOnly = TRUE)[1])
friction <- raster("friction.tif")
even <- raster("even.tif")
heights <- raster("dem.tif")
places <- as.matrix(read.csv("places.csv"))

write_cost <- function(steps, name) {
  cost <- accCost(steps, places)
  cost[is.infinite(cost)] <- NA
  writeRaster(cost, name, datatype = "FLT8S", overwrite = TRUE)
}
# Its own Dijkstra gives 1 / conductance a step; geoCorrection divides conductance by distance.
mean_of_frictions <- function(ground, directions)
  geoCorrection(transition(ground, function(pair) 1 / mean(pair), directions))
mean_of_conductances <- function(ground, directions)
  geoCorrection(transition(1 / ground, mean, directions))
on_foot <- function(ground, directions) {
  climb <- suppressWarnings(transition(ground, function(pair) pair[2] - pair[1], directions, symm = FALSE))
  slope <- geoCorrection(climb)
  pairs <- adjacent(ground, cells = 1:ncell(ground), pairs = TRUE, directions = directions)
  speed <- slope
  speed[pairs] <- 6 / 3.6 * exp(-3.5 * abs(slope[pairs] + 0.05))
  geoCorrection(speed)
}
for (directions in c(4, 8)) {
  write_cost(mean_of_frictions(friction, directions), sprintf("gd_friction_%d.tif", directions))
  write_cost(mean_of_conductances(friction, directions), sprintf("gd_conductance_%d.tif", directions))
}
write_cost(mean_of_frictions(even, 16), "gd_even_16.tif")
for (directions in c(4, 8, 16)) write_cost(on_foot(heights, directions), sprintf("gd_foot_%d.tif", directions))
steps <- mean_of_frictions(friction, 8)
write.table(costDistance(steps, places, places), "gd_between.csv", sep = ",", row.names = FALSE, col.names = FALSE)
lengths <- sapply(2:nrow(places), function(i)
  sp::LineLength(coordinates(shortestPath(steps, places[1, ], places[i, ], output = "SpatialLines"))[[1]][[1]]))
write.table(lengths, "gd_lengths.csv", row.names = FALSE, col.names = FALSE)
