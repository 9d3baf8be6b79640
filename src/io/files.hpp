#pragma once
#include <string>
#include <vector>

namespace borderlens {

/// Whole file as text (or bytes); local path or GDAL's /vsi... An input error names the path, also
/// for more than 4 GiB: an archive of a few bytes can claim any size.
std::string read_text(const std::string& path);
/// The first bytes of a file, at most `most`; "" where it cannot be read.
std::string read_start(const std::string& path, std::size_t most);
bool file_exists(const std::string& path);
bool is_folder(const std::string& path);
/// The local file that `path` names, or the archive it lies in (/vsizip/, /vsitar/); "" if none.
std::string file_on_disk(const std::string& path);

/// Full paths of the files in a folder and its subfolders (`depth` levels deep, 0 = this folder
/// only), sorted; also inside archives (/vsizip/x.zip). Hidden names are left out.
std::vector<std::string> list_files(const std::string& folder, int depth = 0);
/// Full paths of the folders directly inside a folder, sorted, without hidden ones.
std::vector<std::string> list_folders(const std::string& folder);

/// An input error if the file is there and may not be overwritten, or its folder is missing.
void require_writable(const std::string& path, bool overwrite);

/// A name beside `path` that no other process uses; files of this form are never read as results.
std::string temporary_name(const std::string& path);
/// Renames a finished temporary file to its place, flushed to disk first: all or nothing.
void commit_file(const std::string& temporary, const std::string& path);
/// Deletes the file if it is there.
void remove_file(const std::string& path);
void make_folder(const std::string& path);

/// Writes text to a temporary name and renames it.
void write_text(const std::string& path, const std::string& text, bool overwrite);

}  // namespace borderlens
