//! Seeds and histories shared by the fuzz targets.
