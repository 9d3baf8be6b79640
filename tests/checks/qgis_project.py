"""Opens a run's study.qgs in QGIS without a screen: every layer valid, named, grouped, styled.

usage: qgis_project.py RUN_DIR [PICTURE.png]
"""

import os
import sys

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
from qgis.core import (Qgis, QgsApplication, QgsMapRendererParallelJob, QgsMapSettings, QgsProject,
                       QgsVectorLayer)
from qgis.PyQt.QtCore import QSize


def problems_of(project):
    found = []
    layers = project.mapLayers().values()
    if not layers:
        return ["the project has no layers"]
    for layer in layers:
        if not layer.isValid():
            found.append(f"{layer.name()}: cannot be opened: {layer.source()}")
        elif layer.isSpatial() and not layer.crs().isValid():
            found.append(f"{layer.name()}: has no reference system")
    tree = project.layerTreeRoot()
    if len(tree.findLayers()) != len(layers):
        found.append(f"{len(layers)} layers, {len(tree.findLayers())} of them in the tree")
    if tree.children() and not all(child.nodeType() == 0 for child in tree.children()):
        found.append("layers stand outside all groups")
    by_name = {layer.name(): layer for layer in layers}
    for name, layer in by_name.items():
        if name.startswith("Land use"):
            if layer.renderer().type() != "paletted" or len(layer.renderer().classes()) < 2:
                found.append(f"{name}: is not drawn by class")
        if name.startswith("True colour") and layer.renderer().type() != "multibandcolor":
            found.append(f"{name}: is not drawn in colour")
    zones = by_name.get("Sides by distance band")
    if zones is not None:
        if zones.renderer().type() != "categorizedSymbol":
            found.append("zones are not coloured by side")
        if not any("share_" in field.name() for field in zones.fields()):
            found.append("zones: no values are joined")
        elif all(feature[field.name()] in (None, "") for feature in zones.getFeatures()
                 for field in zones.fields() if "share_" in field.name()):
            found.append("zones: the join gives no values")
    return found


def default_style_problems(folder):
    """A layer of the GeoPackage added by hand takes its style from layer_styles."""
    layer = QgsVectorLayer(f"{folder}/study.gpkg|layername=border", "border", "ogr")
    if not layer.isValid():
        return []  # a study of nodes only
    layer.loadDefaultStyle()
    width = layer.renderer().symbol().symbolLayer(0).width()
    return [] if abs(width - 0.8) < 1e-6 else [f"border: the stored style is not used ({width} mm)"]


def draw(project, path):
    settings = QgsMapSettings()
    root = project.layerTreeRoot()
    settings.setLayers([node.layer() for node in root.findLayers() if node.isVisible()])
    settings.setDestinationCrs(project.crs())
    settings.setExtent(project.viewSettings().defaultViewExtent()
                       if project.viewSettings().defaultViewExtent().width() > 0
                       else root.findLayers()[-1].layer().extent())
    grids = [n.layer() for n in root.findLayers() if n.name().startswith("Land use")]
    if grids:
        settings.setExtent(grids[0].extent())
    settings.setOutputSize(QSize(900, 900))
    job = QgsMapRendererParallelJob(settings)
    job.start()
    job.waitForFinished()
    job.renderedImage().save(path)


def main():
    folder = os.path.abspath(sys.argv[1])
    application = QgsApplication([], False)
    application.initQgis()
    project = QgsProject.instance()
    if not project.read(f"{folder}/study.qgs"):
        print(f"{folder}/study.qgs: QGIS {Qgis.QGIS_VERSION} cannot read it: {project.error()}")
        return 1
    found = problems_of(project) + default_style_problems(folder)
    print("\n".join(found) or f"{len(project.mapLayers())} layers are good")
    if len(sys.argv) > 2:
        for child in project.layerTreeRoot().children():
            print(child.name(), [(n.name(), n.isVisible()) for n in child.findLayers()])
        draw(project, sys.argv[2])
    project.clear()
    application.exitQgis()
    return 1 if found else 0


sys.exit(main())
