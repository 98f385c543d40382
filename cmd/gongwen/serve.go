package main

import (
	"cmp"
	"context"
	"log/slog"
	"net"

	"github.com/spf13/cobra"

	"gongwen/internal/chinese"
	"gongwen/service/http"
)

func (p *program) serveCommand() *cobra.Command {
	var addr string
	cmd := &cobra.Command{
		Use:   "serve",
		Short: "启动 HTTP 服务",
		Long: "启动 HTTP 服务，日志写到标准错误输出；收到中断信号后，做完正在处理的请求再退出。\n" +
			"数据文件夹不存在时会新建。",
		Example: "  gongwen serve --addr 127.0.0.1:8080 --data /var/lib/gongwen\n" +
			"  curl --data-binary @notice.yaml -H 'Content-Type: application/yaml' -OJ http://127.0.0.1:8080/v1/documents/notice",
		Args: chinese.Arguments(),
		RunE: func(cmd *cobra.Command, _ []string) error {
			return p.serve(cmd.Context(), cmp.Or(addr, "127.0.0.1:8080"))
		},
	}
	cmd.Flags().StringVar(&addr, "addr", "", "监听的`地址`，默认 127.0.0.1:8080，只有本机能访问")
	return cmd
}

// serve serves on addr until ctx is done.
func (p *program) serve(ctx context.Context, addr string) error {
	folder := p.folder()
	if err := folder.Make(); err != nil {
		return err
	}
	g, err := folder.Generator()
	if err != nil {
		return err
	}
	ln, err := net.Listen("tcp", addr)
	if err != nil {
		return failure("无法监听 "+addr, err)
	}
	log := slog.New(slog.NewTextHandler(p.stderr, nil))
	for _, f := range g.Faults() {
		log.Error("kind is not served", "kind", f.Kind, "err", f)
	}
	log.Info("listening", "addr", ln.Addr().String(), "data", folder.Dir())
	err = http.Serve(ctx, ln, g, http.Options{Log: log, Ready: folder.Writable})
	if err != nil {
		return failure("服务没有正常结束", err)
	}
	log.Info("stopped")
	return nil
}
