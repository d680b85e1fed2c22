@main
enum NacreCommand {
    static func main() {}
}
