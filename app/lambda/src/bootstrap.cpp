// SPDX-License-Identifier: GPL-3.0-or-later
// What Lambda starts: it hands over to confab-lambda with the loader and the libraries that lie beside it, whichever
// those of the system are. Linked statically.
#include <climits>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>

#include <unistd.h>

namespace
{

// The folder of this program, "" for the root.
std::string ownFolder(const char *calledAs)
{
    char path[PATH_MAX];
    const ssize_t length = readlink("/proc/self/exe", path, sizeof path);
    std::string own = length > 0 ? std::string(path, static_cast<std::size_t>(length)) : std::string(calledAs);
    // Without /proc a name alone says nothing.
    if (const char *root = std::getenv("LAMBDA_TASK_ROOT"); length <= 0 && root)
        return root;
    own.resize(own.find_last_of('/') == std::string::npos ? 0 : own.find_last_of('/'));
    return own;
}

} // namespace

int main(int argc, char **argv)
{
    (void)argc;
    const std::string folder = ownFolder(argv[0]);
    const std::string libraries = folder + "/lib";
    const std::string loader = libraries + "/ld-linux-x86-64.so.2";
    const std::string program = folder + "/bin/confab-lambda";
    setenv("QT_PLUGIN_PATH", (folder + "/plugins").c_str(), 1);
    setenv("CONFAB_CA_FILE", (folder + "/ca-certificates.crt").c_str(), 0);
    execl(loader.c_str(), loader.c_str(), "--library-path", libraries.c_str(), program.c_str(),
          static_cast<char *>(nullptr));
    std::fprintf(stderr, "%s cannot be started: %s\n", loader.c_str(), std::strerror(errno));
    return 1;
}
